"""The archive: a scanned paper as one PDF/A that can be searched, with its history."""
