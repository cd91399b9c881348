"""A clock for what takes the time from a function."""


class ManualClock:
    """Monotonic seconds, changed by the test alone."""

    def __init__(self, now: float = 1000.0) -> None:
        """Start at `now`."""
        self.now = now

    def __call__(self) -> float:
        """Return the current time."""
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Let so much time pass."""
        self.now += seconds
