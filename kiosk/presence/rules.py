"""What the chair is told of those whom the page has not reached; pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

# More rows than these are too many to read at a glance: sites come first.
MOST_ROWS = 60
# Names listed of one site, and of a meeting without sites.
MOST_NAMES = 200


class SignedIn(NamedTuple):
    """An open sign-in of somebody whom the page is meant to reach."""

    sign_in_id: int
    site_id: int | None


class Apart(NamedTuple):
    """A tablet that does not show everybody's page."""

    kind: str
    sign_in_id: int
    site_id: int | None
    # For how long; None: it has not been heard of since it signed in.
    seconds: float | None
    document: int | None = None
    page: int = 0


@dataclass(frozen=True)
class Seat:
    """Who sits where, signed in since when."""

    name: str
    seat: str
    site: str
    started_at: dt.datetime


def row(one: Apart, seat: Seat, now: dt.datetime) -> dict[str, Any]:
    """Return one line of the chair's list."""
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


def by_site(apart: Iterable[Apart]) -> dict[int, Counter[str]]:
    """Count those who stand apart, by site and kind; site 0: those of no site."""
    counts: dict[int, Counter[str]] = {}
    for one in apart:
        counts.setdefault(one.site_id or 0, Counter())[one.kind] += 1
    return counts


def needs_sites(apart: list[Apart]) -> bool:
    """Tell whether there are too many to be listed by name at once."""
    return len(apart) > MOST_ROWS and len({one.site_id for one in apart}) > 1


def of_site(apart: Iterable[Apart], site_id: int) -> list[Apart]:
    """Return those of one site; 0: those of no site."""
    return [one for one in apart if (one.site_id or 0) == site_id]
