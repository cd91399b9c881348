"""Sum the time each tablet was disconnected, until it is queried.

Page views that a tablet reports after an offline period are limited to this time.
"""

from kiosk.live.presence.read_buffer import MAX_SIGN_INS, SignInKey


class AwayTimes:
    """Offline seconds by sign-in, summed over disconnections."""

    def __init__(self) -> None:
        self._seconds: dict[SignInKey, float] = {}

    def add(self, key: SignInKey, seconds: float | None) -> None:
        """Add an offline period of `seconds`; None: its length is unknown."""
        if seconds is None:
            self._seconds.pop(key, None)
        elif key in self._seconds or len(self._seconds) < MAX_SIGN_INS:
            self._seconds[key] = self._seconds.get(key, 0.0) + seconds

    def take(self, key: SignInKey) -> float | None:
        """Return the seconds and restart at 0; None: the start is unknown."""
        seconds = self._seconds.get(key)
        if seconds is not None or len(self._seconds) < MAX_SIGN_INS:
            self._seconds[key] = 0.0
        return seconds
