"""Count the tablets of each site by status; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.live.presence.types import PresenceStatus

# Shows the presented page, may not see it, or is still loading it in time.
_IN_STEP = frozenset(
    {
        PresenceStatus.FOLLOWING,
        PresenceStatus.LEADING,
        PresenceStatus.COVERED,
        PresenceStatus.ARRIVING,
    }
)


class TabletStatus(NamedTuple):
    """A tablet's status and the seconds since its last message."""

    site_id: int | None
    standing: PresenceStatus
    seconds_since_heard: float


@dataclass(frozen=True)
class TabletCounts:
    """Numbers of a site's tablets: signed in, connected, and in step."""

    total: int
    connected: int
    in_step: int
    # Seconds since the last message of any tablet; None: there was ntablet.
    silent: int | None


NO_TABLETS = TabletCounts(0, 0, 0, None)


def tablets_by_site(
    tablets: Iterable[TabletStatus], signed_in: Mapping[int, int]
) -> dict[int, TabletCounts]:
    """Count tablets by site id; 0: without a site.

    :param signed_in: number of devices signed in by site id; some of them may have sent
        nothing since the server started.
    """
    connected: Counter[int] = Counter()
    in_step: Counter[int] = Counter()
    silent: dict[int, float] = {}
    for tablet in tablets:
        site = tablet.site_id or 0
        silent[site] = min(
            tablet.seconds_since_heard, silent.get(site, tablet.seconds_since_heard)
        )
        if tablet.standing is not PresenceStatus.LOST:
            connected[site] += 1
        if tablet.standing in _IN_STEP:
            in_step[site] += 1
    return {
        site: TabletCounts(
            total=max(signed_in.get(site, 0), connected[site]),
            connected=connected[site],
            in_step=in_step[site],
            silent=round(silent[site]) if site in silent else None,
        )
        for site in {*signed_in, *silent}
    }
