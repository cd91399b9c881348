"""What the secretariat does across subjects: steps, removals, copies, its own screen.

Nothing is stored here, and no rule lives here that one subject could keep alone.
"""
