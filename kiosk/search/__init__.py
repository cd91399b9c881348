"""Full-text search in documents that the user may read."""
