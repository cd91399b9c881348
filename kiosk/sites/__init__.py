"""Điểm cầu: the connected places of a meeting."""
