"""Finding words in papers, and only in those that the requester may read."""
