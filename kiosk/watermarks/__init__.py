"""Pages with the reader's name across them, drawn by the worker process."""
