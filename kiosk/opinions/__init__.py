"""Written opinions on agenda items, sent to the secretariat as a record."""
