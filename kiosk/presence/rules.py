"""Rules of the chair's list of tablets out of sync; pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

# With more rows than this the list starts with counts by site.
MAX_ROWS = 60
# Maximum number of names of one site, or of a meeting without sites.
MAX_NAMES = 200


class AudienceSignIn(NamedTuple):
    """An open sign-in of a member of the audience."""

    sign_in_id: int
    site_id: int | None


class OutOfSyncTablet(NamedTuple):
    """A tablet that does not show the page."""

    kind: str
    sign_in_id: int
    site_id: int | None
    # For how long; None: it has not been connected since it signed in.
    seconds: float | None
    document: int | None = None
    page: int = 0


@dataclass(frozen=True)
class SeatInfo:
    """A signed-in person's name, seat and site, and the time of sign-in."""

    name: str
    seat: str
    site: str
    started_at: dt.datetime


def row(one: OutOfSyncTablet, seat: SeatInfo, now: dt.datetime) -> dict[str, Any]:
    """Return one row of the chair's list."""
    seconds = one.seconds
    if seconds is None:
        seconds = (now - seat.started_at).total_seconds()
    return {
        "name": seat.name,
        "seat": seat.seat,
        "site": seat.site,
        "kind": one.kind,
        "seconds": max(0, round(seconds)),
        "document": one.document,
        "page": one.page,
    }


def by_site(out_of_sync: Iterable[OutOfSyncTablet]) -> dict[int, Counter[str]]:
    """Count the tablets by site and status; site 0: no site."""
    counts: dict[int, Counter[str]] = {}
    for one in out_of_sync:
        counts.setdefault(one.site_id or 0, Counter())[one.kind] += 1
    return counts


def needs_sites(out_of_sync: list[OutOfSyncTablet]) -> bool:
    """Tell whether there are too many to be listed by name at once."""
    return len(out_of_sync) > MAX_ROWS and len({one.site_id for one in out_of_sync}) > 1


def of_site(
    out_of_sync: Iterable[OutOfSyncTablet], site_id: int
) -> list[OutOfSyncTablet]:
    """Return the tablets of one site; 0: of no site."""
    return [one for one in out_of_sync if (one.site_id or 0) == site_id]
