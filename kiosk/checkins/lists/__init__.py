"""Attendance lists of a site or of the meeting, as PDF and XLSX."""
