"""Tablets of the organisation: enrolment, monitoring, commands and reset."""
