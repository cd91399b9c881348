"""What the interface answers: the form of each thing, and how it is read."""
