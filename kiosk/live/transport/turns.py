"""The order in which requests that are ready are worked on."""

import heapq
import itertools
from collections import Counter
from typing import Any, NamedTuple

from kiosk.live.transport.priority import Priority, Rank

# One device may have so many requests in a line before others, as many as a browser
# has connections; what it sends beyond that waits with those who arrive.
MOST_OF_A_DEVICE = 6
# Of so many turns one goes to whoever has waited longest, whatever its priority.
OLDEST_EVERY = 4
# A device's first visit has some 20 requests, each of which may wait twice.
MOST_OF_A_VISIT = 60
# So many visits are remembered, and each for so many requests of all devices.
MOST_VISITS, LONGEST_VISIT = 4096, 50_000
# Room is kept for so long after a leading request has been seen: it goes through
# several rounds of the loop until everybody has been told.
LEADING_SECONDS = 0.03
# A leading request may be among connections that wait to be accepted, too: room is kept
# for so long of so many seconds in which there are many.
BACKLOG_SECONDS, BACKLOG_PERIOD_SECONDS = 0.5, 5.0
BACKLOG_STEP_SECONDS = 0.01


class _Waiting(NamedTuple):
    # Who came first, and of those with the same number which request.
    number: int
    place: int
    who: Any
    rank: Rank


class _Visits:
    """Which first visits have begun: one is ended before others begin.

    Otherwise 400 tablets, each of which asks for 16 files, would all be ready last.
    """

    def __init__(self) -> None:
        self._began: dict[str, tuple[int, int]] = {}

    def number(self, device: str, fresh: int) -> int:
        """Return the number of the visit that the device's request belongs to."""
        began, count = self._began.pop(device, (fresh, 0))
        if count >= MOST_OF_A_VISIT or fresh - began > LONGEST_VISIT:
            began, count = fresh, 0
        self._began[device] = (began, count + 1)
        if len(self._began) > MOST_VISITS:
            del self._began[next(iter(self._began))]
        return began


class Turns:
    """Those who wait for a turn: by priority, and first come, first served within.

    Of those who arrive the requests of one device stand together.
    """

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lines: tuple[list[_Waiting], ...] = tuple([] for _ in Priority)
        self._visits = _Visits()
        self._of_device: Counter[str] = Counter()
        self._numbers = itertools.count()
        self._taken = 0

    def __bool__(self) -> bool:
        """Tell whether somebody waits."""
        return any(self._lines)

    def __len__(self) -> int:
        """Return how many wait."""
        return sum(map(len, self._lines))

    def first(self) -> Priority | None:
        """Return the most urgent priority of those who wait."""
        return next((each for each in Priority if self._lines[each]), None)

    def join(self, who: Any, rank: Rank) -> None:
        """Let somebody wait."""
        if rank.device and rank.priority is not Priority.ARRIVING:
            if self._of_device[rank.device] >= MOST_OF_A_DEVICE:
                rank = Rank(Priority.ARRIVING)
            else:
                self._of_device[rank.device] += 1
        number = place = next(self._numbers)
        if rank.device and rank.priority is Priority.ARRIVING:
            number = self._visits.number(rank.device, number)
        waiting = _Waiting(number, place, who, rank)
        heapq.heappush(self._lines[rank.priority], waiting)

    def take(self, *, arriving: bool = True) -> tuple[Any, Priority] | None:
        """Return whose turn it is, and their priority.

        Without `arriving` those who arrive get no turn. None: nobody may go.
        """
        lines = [line for line in self._lines if line]
        if not arriving:
            lines = [line for line in lines if line is not self._lines[-1]]
        if not lines:
            return None
        self._taken += 1
        line = lines[0]
        if self._taken % OLDEST_EVERY == 0:
            line = min(lines, key=lambda each: each[0].number)
        _, _, who, rank = heapq.heappop(line)
        if rank.device and rank.priority is not Priority.ARRIVING:
            self._of_device[rank.device] -= 1
            if not self._of_device[rank.device]:
                del self._of_device[rank.device]
        return who, rank.priority


class LeadingRoom:
    """Whether arrivals are kept back for a leading request; times in seconds."""

    def __init__(self) -> None:
        """Keep no room yet."""
        self._until = 0.0
        self._backlog_began = -BACKLOG_PERIOD_SECONDS

    def is_kept(self, now: float) -> bool:
        """Tell whether room is kept."""
        return now < self._until

    def note_leading(self, now: float) -> None:
        """Learn that a leading request has been seen."""
        self._until = max(self._until, now + LEADING_SECONDS)

    def note_backlog(self, now: float) -> None:
        """Learn that connections wait whose requests have not been seen."""
        if now - self._backlog_began >= BACKLOG_PERIOD_SECONDS:
            self._backlog_began = now
        if now - self._backlog_began < BACKLOG_SECONDS:
            self._until = max(self._until, now + BACKLOG_STEP_SECONDS)
