"""When a tablet follows, is behind or is lost; how ticks thin out. Pure: time is given.

Moments are seconds of a monotonic clock.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from kiosk.live.presence.values import (
    SILENT,
    Counts,
    Mode,
    Showing,
    Standing,
    Tablet,
)

# A tablet reports at a random moment within the spread, so this is the time that the
# server has for one report: 1,400 reports a second, whatever the audience.
SPREAD_MS_PER_TABLET = 0.7
LEAST_SPREAD_MS, MOST_SPREAD_MS = 300, 10_000
# Beyond the spread: for the network, a slow picture, and a busy tablet; in seconds.
PATIENCE_SECONDS = 4.0
# Who went away and was heard so lately is not yet lost: a flap of Wi-Fi lasts 5 s.
GRACE_SECONDS = 6.0
# A page that has just been turned has this long to arrive before it is counted.
SETTLE_SECONDS = 0.7
MOST_SETTLE_SECONDS = 2.0
# The pause between two counts of an audience up to so many tablets, in seconds.
PAUSES = ((1_000, 1.0), (3_000, 2.0))
LONGEST_PAUSE = 4.0
# Moments at which numbers became known, kept for a meeting. Facts may come five a
# second while pages are rendered; looked at once a second, this is more than an hour.
MOST_NUMBERS = 4096


def spread_ms(audience: int) -> int:
    """Return within how many milliseconds a tablet picks its moment to report."""
    wanted = round(SPREAD_MS_PER_TABLET * audience)
    return min(MOST_SPREAD_MS, max(LEAST_SPREAD_MS, wanted))


def is_other_pace(told_ms: int, spread: int) -> bool:
    """Tell whether the audience has doubled or halved since `told_ms` was told."""
    return spread >= 2 * told_ms or 2 * spread <= told_ms


def pause_seconds(audience: int) -> float:
    """Return the pause between two counts: the larger the audience, the rarer."""
    for most, seconds in PAUSES:
        if audience <= most:
            return seconds
    return LONGEST_PAUSE


class Live:
    """What a meeting shows, and since when each of its numbers is known."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.showing = Showing(0, None, 0)
        self.turned_at = 0.0
        self._numbers: list[int] = []
        self._known_at: list[float] = []

    def look(self, showing: Showing, now: float) -> None:
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


def is_lost(tablet: Tablet, now: float) -> bool:
    """Tell whether the tablet has been gone for longer than a flap of Wi-Fi lasts."""
    return tablet.gone_at is not None and now - tablet.gone_at > GRACE_SECONDS


def standing_of(
    tablet: Tablet, live: Live, spread: int, now: float
) -> tuple[Standing, float]:
    """Return where the tablet stands, and since when; `spread` in milliseconds."""
    if tablet.gone_at is not None and is_lost(tablet, now):
        return Standing.LOST, tablet.gone_at
    if tablet.mode is Mode.ASLEEP:
        return Standing.ASLEEP, tablet.since
    missed = tablet.since if tablet.n == SILENT else live.missed_since(tablet.n)
    if missed is not None and now - missed > spread / 1000 + PATIENCE_SECONDS:
        return Standing.BEHIND, missed
    if tablet.mode is Mode.ALONE:
        return Standing.ALONE, tablet.since
    return _following(tablet, live, is_newest=missed is None), tablet.since


def _following(tablet: Tablet, live: Live, *, is_newest: bool) -> Standing:
    if tablet.n != SILENT and (tablet.document, tablet.page) == live.showing.place:
        is_leading = tablet.mode is Mode.LEADING
        return Standing.LEADING if is_leading else Standing.FOLLOWING
    # It knows the newest state and shows nothing: the page is not meant for it.
    is_covered = is_newest and tablet.document is None
    return Standing.COVERED if is_covered else Standing.ARRIVING


def count(
    tablets: Iterable[Tablet], live: Live, spread: int, now: float, signed_in: int
) -> Counts:
    """Count the tablets whom the page is meant to reach; `signed_in`: all of them."""
    found = Counter(
        standing_of(tablet, live, spread, now)[0]
        for tablet in tablets
        if tablet.is_counted
    )
    # Some of the lost were never heard here: before a restart, or not since sign-in.
    present = found.total() - found[Standing.LOST]
    total = max(signed_in, present)
    document, page = live.showing.place
    return Counts(
        document=document,
        page=page,
        following=found[Standing.FOLLOWING] + found[Standing.LEADING],
        arriving=found[Standing.ARRIVING],
        covered=found[Standing.COVERED],
        alone=found[Standing.ALONE],
        behind=found[Standing.BEHIND],
        asleep=found[Standing.ASLEEP],
        lost=total - present,
        total=total,
    )


def is_settling(counts: Counts, turned_at: float, spread: int, now: float) -> bool:
    """Tell whether a page was turned so lately that a count would only flicker."""
    settle = min(MOST_SETTLE_SECONDS, spread / 1000 + SETTLE_SECONDS)
    return counts.arriving > 0 and now - turned_at < settle
