"""Who has opened which paper, and which of its pages: the reading log."""
