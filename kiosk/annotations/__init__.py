"""Private notes of members on pages, stored and merged on the server."""
