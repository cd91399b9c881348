"""Finding words in papers, and only in those that the asker may read."""
