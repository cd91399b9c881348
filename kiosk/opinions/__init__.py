"""Opinions on an item, sent to the secretariat in writing: a record, not a note."""
