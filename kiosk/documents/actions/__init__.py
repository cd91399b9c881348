"""Changes of documents by the secretary."""
