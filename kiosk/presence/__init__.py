"""Report by name and seat whose tablet shows the page, and whose does not."""
