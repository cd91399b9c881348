"""What each official paper says: pure functions of values."""
