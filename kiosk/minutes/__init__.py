"""Minutes of a meeting: written together in the browser, reviewed, locked, signed."""
