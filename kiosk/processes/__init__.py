"""Running other programs: sandbox, priority, limits on CPU time."""
