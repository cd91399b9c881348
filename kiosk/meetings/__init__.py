"""A sitting: its title, time, state and members."""
