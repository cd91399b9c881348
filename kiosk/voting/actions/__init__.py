"""Prepare, open, cast, close, count, announce and cancel votes."""
