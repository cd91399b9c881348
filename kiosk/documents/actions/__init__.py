"""What changes papers: the secretary's deeds, and the worker's (`pages`)."""
