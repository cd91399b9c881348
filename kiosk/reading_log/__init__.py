"""Reading log: who has opened which pages of which document."""
