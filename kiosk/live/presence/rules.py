"""When a tablet follows, is behind or is lost; how ticks thin out. Pure: time is given.

Moments are seconds of a monotonic clock.
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

# A tablet reports at a random moment within the spread, so this is the time that the
# server has for one report: 1,400 reports a second, whatever the audience.
SPREAD_MS_PER_TABLET = 0.7
LEAST_SPREAD_MS, MOST_SPREAD_MS = 300, 10_000
# The pause between two counts of an audience up to so many tablets, in seconds.
PAUSES = ((1_000, 1.0), (3_000, 2.0))
LONGEST_PAUSE = 4.0
# Moments at which numbers became known, kept for a meeting. Events may come five a
# second while pages are rendered; looked at once a second, this is more than an hour.
MOST_NUMBERS = 4096


def spread_ms(audience: int) -> int:
    """Return within how many milliseconds a tablet picks its moment to report."""
    wanted = round(SPREAD_MS_PER_TABLET * audience)
    return min(MOST_SPREAD_MS, max(LEAST_SPREAD_MS, wanted))


def is_new_spread(told_ms: int, spread: int) -> bool:
    """Tell whether the audience has doubled or halved since `told_ms` was told."""
    return spread >= 2 * told_ms or 2 * spread <= told_ms


def pause_seconds(audience: int) -> float:
    """Return the pause between two counts: the larger the audience, the rarer."""
    for most, seconds in PAUSES:
        if audience <= most:
            return seconds
    return LONGEST_PAUSE


class SharedPageHistory:
    """What a meeting shows, and since when each of its numbers is known."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.showing = SharedPage(0, None, 0)
        self.turned_at = 0.0
        self._numbers: list[int] = []
        self._known_at: list[float] = []

    def look(self, showing: SharedPage, now: float) -> None:
        """Take what is shown at `now`; what does not change costs nothing."""
        if showing.place != self.showing.place:
            self.turned_at = now
        if showing.number < self.showing.number:
            # A restored database counts anew.
            self._numbers, self._known_at = [], []
        if not self._numbers or showing.number > self._numbers[-1]:
            self._numbers.append(showing.number)
            self._known_at.append(now)
            if len(self._numbers) > MOST_NUMBERS:
                del self._numbers[: MOST_NUMBERS // 2]
                del self._known_at[: MOST_NUMBERS // 2]
        self.showing = showing

    def missed_since(self, number: int) -> float | None:
        """Return since when there is something newer than `number`; None: nothing."""
        following = bisect_right(self._numbers, number)
        if following == len(self._numbers):
            return None
        return self._known_at[following]


class PresenceEvaluator:
    """Says where tablets stand at one moment; `spread` in milliseconds."""

    def __init__(self, live: SharedPageHistory, spread: int, now: float) -> None:
        """PresenceEvaluator by what `live` shows at `now`."""
        self._live, self._now = live, now
        self._patience = spread / 1000 + timings.REPORT_TIMEOUT
        # Thousands of tablets say the same.
        self._judged: dict[tuple[int, int | None, int, FollowMode], PresenceStatus] = {}

    def status_of(self, tablet: TabletState) -> PresenceStatus:
        """Return where the tablet stands."""
        if (
            tablet.gone_at is not None
            and self._now - tablet.gone_at > timings.PRESENCE_GRACE
        ):
            return PresenceStatus.LOST
        if tablet.n == NOT_REPORTED:
            is_late = self._now - tablet.since > self._patience
            return PresenceStatus.BEHIND if is_late else PresenceStatus.ARRIVING
        said = (tablet.n, tablet.document, tablet.page, tablet.mode)
        judged = self._judged.get(said)
        if judged is None:
            judged = self._judged[said] = self._judge(*said)
        return judged

    def _judge(
        self, number: int, document: int | None, page: int, mode: FollowMode
    ) -> PresenceStatus:
        if mode is FollowMode.ASLEEP:
            return PresenceStatus.ASLEEP
        missed = self._live.missed_since(number)
        if missed is not None and self._now - missed > self._patience:
            return PresenceStatus.BEHIND
        if mode is FollowMode.ALONE:
            return PresenceStatus.ALONE
        if (document, page) == self._live.showing.place:
            return (
                PresenceStatus.LEADING
                if mode is FollowMode.LEADING
                else PresenceStatus.FOLLOWING
            )
        # It knows the newest state and shows nothing: the page is not meant for it.
        is_covered = missed is None and document is None
        return PresenceStatus.COVERED if is_covered else PresenceStatus.ARRIVING

    def seconds_since_heard(self, tablet: TabletState) -> float:
        """Return for how long the tablet has not been heard of; 0: it is connected."""
        return 0.0 if tablet.gone_at is None else self._now - tablet.gone_at

    def seconds(self, tablet: TabletState, standing: PresenceStatus) -> float:
        """Return for how long it has stood there."""
        since: float | None = tablet.since
        if standing is PresenceStatus.LOST:
            since = tablet.gone_at
        elif standing is PresenceStatus.BEHIND and tablet.n != NOT_REPORTED:
            since = self._live.missed_since(tablet.n)
        return self._now - (tablet.since if since is None else since)


def count(
    tablets: Iterable[TabletState],
    live: SharedPageHistory,
    evaluator: PresenceEvaluator,
    signed_in: int,
) -> PresenceCounts:
    """Count the tablets whom the page is meant to reach; `signed_in`: all of them."""
    found = Counter(
        [evaluator.status_of(tablet) for tablet in tablets if tablet.is_counted]
    )
    # Some of the lost were never heard here: before a restart, or not since sign-in.
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
    """Tell whether a page was turned so lately that a count would only flicker."""
    settle = min(timings.MAX_PAGE_SETTLE, spread / 1000 + timings.PAGE_SETTLE)
    return counts.arriving > 0 and now - turned_at < settle
