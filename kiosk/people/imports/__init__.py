"""Imports of people: read a file, compare it with the meeting, apply the changes."""
