"""Check and sanitize PDF files. Runs in the sandbox only."""
