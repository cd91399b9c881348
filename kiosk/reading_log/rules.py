"""Pages as they are written down, and who counts as a reader; pure."""

import re
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from kiosk.roles import AUDIENCE, Role

# Those whose reading is written down; the screens of the house read nothing.
READERS = AUDIENCE | {Role.CHAIR}

# So many pages a second may be shown without the network, as tablets report with it.
PAGES_PER_SECOND = 2

# More names than these are too many to read at a glance: sites come first.
MAX_NAMES_WITHOUT_SITES = 60
MOST_NAMES = 200

_RUNS = re.compile(r"(\d+)(?:-(\d+))?")


class DocumentPage(NamedTuple):
    """A page of a paper."""

    document: int
    page: int


class UnreadMember(NamedTuple):
    """Somebody who has not opened a paper."""

    name: str
    seat: str
    unit: str
    site_id: int | None
    site: str


def parse_page_ranges(written: str) -> set[int]:
    """Return the pages of `1-12,15`."""
    pages: set[int] = set()
    for first, last in _RUNS.findall(written):
        pages.update(range(int(first), int(last or first) + 1))
    return pages


def format_page_ranges(pages: Iterable[int]) -> str:
    """Return the pages as `1-12,15`."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(
        f"{first}-{last}" if last > first else f"{first}" for first, last in runs
    )


def max_pages_shown(seconds: float) -> int:
    """Return how many pages can have been shown in so long without the network."""
    return max(0, int(seconds * PAGES_PER_SECOND))


def needs_site_summary(unread: Collection[UnreadMember]) -> bool:
    """Tell whether there are too many to be listed by name at once."""
    return (
        len(unread) > MAX_NAMES_WITHOUT_SITES
        and len({one.site_id for one in unread}) > 1
    )


def count_by_site(unread: Iterable[UnreadMember]) -> list[dict[str, Any]]:
    """Count those who have not opened a paper, by site, in the order they come."""
    lines: dict[int, dict[str, Any]] = {}
    for one in unread:
        empty = {"id": one.site_id or 0, "name": one.site, "count": 0}
        lines.setdefault(one.site_id or 0, empty)["count"] += 1
    return sorted(lines.values(), key=lambda line: (line["id"] == 0, -line["count"]))


def only_site(unread: Iterable[UnreadMember], site_id: int) -> list[UnreadMember]:
    """Return those of one site; 0: those of no site."""
    return [one for one in unread if (one.site_id or 0) == site_id]
