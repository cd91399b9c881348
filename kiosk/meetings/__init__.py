"""Meetings: title, time, state and members."""
