"""Which sites have lost their connection, from when their tablets were heard; pure."""

from collections.abc import Iterable
from typing import NamedTuple


class SiteTablet(NamedTuple):
    """A tablet of a site; `gone_at`: monotonic seconds, None: connected."""

    site_id: int
    gone_at: float | None


class LinkChanges(NamedTuple):
    """Sites that are cut off or back, with the monotonic second since when."""

    lost: dict[int, float]
    restored: dict[int, float]


class SiteLinks:
    """The connections of one meeting's sites, as seen by one process."""

    def __init__(self, lost: Iterable[int], grace: float) -> None:
        """Start with the sites known to be `lost`; shorter outages do not count."""
        self._lost, self._grace = set(lost), grace
        # Sites that were connected during this sitting.
        self._connected: set[int] = set()

    def rest(self) -> None:
        """Begin a pause: who then switches off has lost nothing."""
        self._connected.clear()

    def observe(self, tablets: Iterable[SiteTablet], now: float) -> LinkChanges:
        """Return the changes since the last call."""
        connected: set[int] = set()
        heard: dict[int, float] = {}
        for tablet in tablets:
            if tablet.gone_at is None:
                connected.add(tablet.site_id)
            else:
                last = heard.get(tablet.site_id, tablet.gone_at)
                heard[tablet.site_id] = max(last, tablet.gone_at)
        restored = dict.fromkeys(self._lost & connected, now)
        lost = {
            site: heard.get(site, now)
            for site in self._connected - connected - self._lost
            if now - heard.get(site, now - self._grace) >= self._grace
        }
        self._lost = (self._lost | set(lost)) - set(restored)
        self._connected |= connected
        return LinkChanges(lost, restored)
