"""What is read of checking in: by gates, by the desk, by the chair."""
