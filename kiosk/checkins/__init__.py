"""Điểm danh: gates, scans, who is present, roll and quorum."""
