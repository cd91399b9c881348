"""Decide when a tablet follows, is behind or lost; pure functions of time.

Times are seconds of a monotonic clock.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from kiosk import timings
from kiosk.live.presence.types import (
    NOT_REPORTED,
    FollowMode,
    PresenceCounts,
    PresenceStatus,
    SharedPage,
    TabletState,
)

# A tablet reports at a random moment within the spread, so this is the server's time
# per report: 1,400 reports a second for any audience.
SPREAD_MS_PER_TABLET = 0.7
MIN_SPREAD_MS, MAX_SPREAD_MS = 300, 10_000
# The interval of counts by audience (tablets, seconds).
PAUSES = ((1_000, 1.0), (3_000, 2.0))
MAX_PAUSE_SECONDS = 4.0
# Known numbers of a meeting with the times they became known. There may be five events
# a second while pages are rendered; polled once a second, this covers more than an
# hour.
MAX_NUMBERS = 4096


def spread_ms(audience: int) -> int:
    """Return over how many milliseconds tablets spread their reports."""
    wanted = round(SPREAD_MS_PER_TABLET * audience)
    return min(MAX_SPREAD_MS, max(MIN_SPREAD_MS, wanted))


def is_new_spread(sent_ms: int, spread: int) -> bool:
    """Tell whether the audience has doubled or halved since `sent_ms` was sent."""
    return spread >= 2 * sent_ms or 2 * spread <= sent_ms


def pause_seconds(audience: int) -> float:
    """Return the interval of counts in seconds, longer for a larger audience."""
    for most, seconds in PAUSES:
        if audience <= most:
            return seconds
    return MAX_PAUSE_SECONDS


class SharedPageHistory:
    """What a meeting shows, and since when each of its numbers is known."""

    def __init__(self) -> None:
        self.showing = SharedPage(0, None, 0)
        self.turned_at = 0.0
        self._numbers: list[int] = []
        self._known_at: list[float] = []

    def look(self, showing: SharedPage, now: float) -> None:
        """Update with what is shown at `now`."""
        if showing.place != self.showing.place:
            self.turned_at = now
        if showing.number < self.showing.number:
            # A restored database restarts the numbering.
            self._numbers, self._known_at = [], []
        if not self._numbers or showing.number > self._numbers[-1]:
            self._numbers.append(showing.number)
            self._known_at.append(now)
            if len(self._numbers) > MAX_NUMBERS:
                del self._numbers[: MAX_NUMBERS // 2]
                del self._known_at[: MAX_NUMBERS // 2]
        self.showing = showing

    def missed_since(self, number: int) -> float | None:
        """Return since when a number after `number` is known; None: there is none."""
        following = bisect_right(self._numbers, number)
        if following == len(self._numbers):
            return None
        return self._known_at[following]


class PresenceEvaluator:
    """Evaluates tablets at one moment."""

    def __init__(self, live: SharedPageHistory, spread: int, now: float) -> None:
        """Evaluate by what `live` shows at `now`; `spread` in milliseconds."""
        self._live, self._now = live, now
        self._timeout = spread / 1000 + timings.REPORT_TIMEOUT
        # Cache: thousands of tablets report the same.
        self._cache: dict[tuple[int, int | None, int, FollowMode], PresenceStatus] = {}

    def status_of(self, tablet: TabletState) -> PresenceStatus:
        """Return the tablet's status."""
        if (
            tablet.gone_at is not None
            and self._now - tablet.gone_at > timings.PRESENCE_GRACE
        ):
            return PresenceStatus.LOST
        if tablet.n == NOT_REPORTED:
            is_late = self._now - tablet.since > self._timeout
            return PresenceStatus.BEHIND if is_late else PresenceStatus.ARRIVING
        reported = (tablet.n, tablet.document, tablet.page, tablet.mode)
        status = self._cache.get(reported)
        if status is None:
            status = self._cache[reported] = self._evaluate(*reported)
        return status

    def _evaluate(
        self, number: int, document: int | None, page: int, mode: FollowMode
    ) -> PresenceStatus:
        if mode is FollowMode.ASLEEP:
            return PresenceStatus.ASLEEP
        missed = self._live.missed_since(number)
        if missed is not None and self._now - missed > self._timeout:
            return PresenceStatus.BEHIND
        if mode is FollowMode.ALONE:
            return PresenceStatus.ALONE
        if (document, page) == self._live.showing.place:
            return (
                PresenceStatus.LEADING
                if mode is FollowMode.LEADING
                else PresenceStatus.FOLLOWING
            )
        # It has the newest state and shows nothing: its role may not see the page.
        is_covered = missed is None and document is None
        return PresenceStatus.COVERED if is_covered else PresenceStatus.ARRIVING

    def seconds_since_heard(self, tablet: TabletState) -> float:
        """Return for how long the tablet has been disconnected; 0: it is connected."""
        return 0.0 if tablet.gone_at is None else self._now - tablet.gone_at

    def seconds(self, tablet: TabletState, status: PresenceStatus) -> float:
        """Return for how long the tablet has had this status."""
        since: float | None = None
        if status is PresenceStatus.LOST:
            since = tablet.gone_at
        elif status is PresenceStatus.BEHIND and tablet.n != NOT_REPORTED:
            since = self._live.missed_since(tablet.n)
        return self._now - (tablet.since if since is None else since)


def count(
    tablets: Iterable[TabletState],
    live: SharedPageHistory,
    evaluator: PresenceEvaluator,
    signed_in: int,
) -> PresenceCounts:
    """Count the tablets in the audience; `signed_in`: how many are expected."""
    found = Counter(
        [evaluator.status_of(tablet) for tablet in tablets if tablet.is_counted]
    )
    # Some lost ones are unknown here: from before a restart, or never connected.
    present = found.total() - found[PresenceStatus.LOST]
    total = max(signed_in, present)
    document, page = live.showing.place
    return PresenceCounts(
        document=document,
        page=page,
        following=found[PresenceStatus.FOLLOWING] + found[PresenceStatus.LEADING],
        arriving=found[PresenceStatus.ARRIVING],
        covered=found[PresenceStatus.COVERED],
        alone=found[PresenceStatus.ALONE],
        behind=found[PresenceStatus.BEHIND],
        asleep=found[PresenceStatus.ASLEEP],
        lost=total - present,
        total=total,
    )


def is_settling(
    counts: PresenceCounts, turned_at: float, spread: int, now: float
) -> bool:
    """Tell whether a page was turned too recently for a stable count."""
    settle = min(timings.MAX_PAGE_SETTLE, spread / 1000 + timings.PAGE_SETTLE)
    return counts.arriving > 0 and now - turned_at < settle
