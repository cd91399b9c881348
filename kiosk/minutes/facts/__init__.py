"""What has happened in a meeting, gathered from all subjects for its minutes."""
