"""Agenda templates: names, kinds and minutes of items, used for other meetings."""
