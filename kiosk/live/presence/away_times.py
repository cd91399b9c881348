"""For how long each tablet was not heard of, as far as nobody has asked for it yet.

A tablet may say what it showed without the network only for such a time.
"""

from kiosk.live.presence.read_buffer import MAX_SIGN_INS, SignInKey


class AwayTimes:
    """Seconds by sign-in: a tablet that comes back adds to its own."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._seconds: dict[SignInKey, float] = {}

    def came_back(self, key: SignInKey, seconds: float | None) -> None:
        """Note that a tablet was not heard of for so long; None: nobody knows."""
        if seconds is None:
            self._seconds.pop(key, None)
        elif key in self._seconds or len(self._seconds) < MAX_SIGN_INS:
            self._seconds[key] = self._seconds.get(key, 0.0) + seconds

    def take(self, key: SignInKey) -> float | None:
        """Return the seconds and count anew; None: it is not known since when."""
        seconds = self._seconds.get(key)
        if seconds is not None or len(self._seconds) < MAX_SIGN_INS:
            self._seconds[key] = 0.0
        return seconds
