"""Back up and restore a data folder."""
