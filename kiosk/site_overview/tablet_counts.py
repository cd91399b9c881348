"""How a site stands, counted from its tablets; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.live.presence.types import PresenceStatus

# Shows everybody's page, or may not see it, or has still time to.
_IN_STEP = frozenset(
    {
        PresenceStatus.FOLLOWING,
        PresenceStatus.LEADING,
        PresenceStatus.COVERED,
        PresenceStatus.ARRIVING,
    }
)


class TabletStatus(NamedTuple):
    """A tablet as it stands, and for how many seconds it has not been heard of."""

    site_id: int | None
    standing: PresenceStatus
    seconds_since_heard: float


@dataclass(frozen=True)
class TabletCounts:
    """A site's tablets: signed in, of them connected, and of those in step."""

    total: int
    connected: int
    in_step: int
    # Seconds since the last word of any of them; None: nobody was heard.
    silent: int | None


NO_TABLETS = TabletCounts(0, 0, 0, None)


def tablets_by_site(
    heard: Iterable[TabletStatus], signed_in: Mapping[int, int]
) -> dict[int, TabletCounts]:
    """Count tablets by site; site 0: those of no site.

    `signed_in` tells how many devices are signed in at each site: some of them may not
    have been heard of since the server started.
    """
    connected: Counter[int] = Counter()
    in_step: Counter[int] = Counter()
    silent: dict[int, float] = {}
    for one in heard:
        site = one.site_id or 0
        silent[site] = min(
            one.seconds_since_heard, silent.get(site, one.seconds_since_heard)
        )
        if one.standing is not PresenceStatus.LOST:
            connected[site] += 1
        if one.standing in _IN_STEP:
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
