"""Count the requests of each key against its rate, in this server process."""

from kiosk.live.limits import Rate

# Beyond so many keys those that are idle are dropped.
MAX_KEYS = 10_000


class RequestRates:
    """When the token bucket of each key is full again."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}

    def spend(self, key: str, rate: Rate, now: float) -> bool:
        """Count a request under `key`; tell whether it is within the rate.

        `now`: monotonic seconds.
        """
        if len(self._due) >= MAX_KEYS:
            self._due = {name: due for name, due in self._due.items() if due > now}
        due = rate.spend(self._due.get(key, 0.0), 1, now)
        if due is None:
            return False
        self._due[key] = due
        return True

    def has_room(self, key: str, rate: Rate, now: float) -> bool:
        """Tell whether a request would be within the rate, without counting one."""
        return rate.spend(self._due.get(key, 0.0), 1, now) is not None

    def wait(self, key: str, now: float) -> float:
        """Return the seconds until the bucket of `key` is full."""
        return max(self._due.get(key, 0.0) - now, 0.0)
