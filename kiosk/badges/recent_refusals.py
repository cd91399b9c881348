"""Badges just refused for signing in too often: not looked up again at once."""

import time
from collections import OrderedDict
from collections.abc import Callable

from kiosk.badges.codes import parse_code, parse_secret

# Looking a badge up takes several statements of the one writer; a badge shown 79 times
# a second cost 0.3 of a core. A wait of SIGN_IN_SECONDS hardly grows by this.
MEMORY_SECONDS = 1.0
# The oldest are forgotten first.
MOST_REMEMBERED = 1000


class RecentRefusals:
    """What was shown and refused within the last MEMORY_SECONDS, in this process."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Remember none; `now` is the clock, in seconds."""
        self._now = now
        self._until: OrderedDict[str, float] = OrderedDict()

    def note(self, secret: str | None, code: str | None) -> None:
        """Remember a badge that was refused now, by what was shown."""
        if name := _name(secret, code):
            self._until.pop(name, None)
            self._until[name] = self._now() + MEMORY_SECONDS
            while len(self._until) > MOST_REMEMBERED:
                self._until.popitem(last=False)

    def includes(self, secret: str | None, code: str | None) -> bool:
        """Tell whether the badge was refused within the last MEMORY_SECONDS."""
        now = self._now()
        while self._until and next(iter(self._until.values())) <= now:
            self._until.popitem(last=False)
        return _name(secret, code) in self._until


def _name(secret: str | None, code: str | None) -> str | None:
    """Return the same for every way of writing what was shown; None: it is no badge."""
    return parse_secret(secret or "") or parse_code(code or "")
