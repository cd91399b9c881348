"""Announcements: short texts to all, to one site or to one role."""
