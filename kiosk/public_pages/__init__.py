"""Pages without sign-in: what the office has marked public, and nothing else."""
