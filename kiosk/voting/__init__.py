"""Votes and elections (biểu quyết, bầu cử): asked, cast, counted, announced."""
