"""The minutes as an official paper: PDF and DOCX."""
