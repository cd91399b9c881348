"""Query votes, their rolls and their results."""
