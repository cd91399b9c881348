"""Whole pages composed of the subjects, and the snapshot they start from."""
