"""Whole pages put together from the subjects, and the snapshot they start from."""
