"""A person's own notes as one PDF, with the pages they stand on."""
