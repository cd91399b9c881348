"""Changes of minutes: the text, versions, review and locking, the signed file."""
