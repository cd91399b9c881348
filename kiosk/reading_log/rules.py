"""Page ranges, and who counts as a reader; pure."""

import re
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from kiosk.roles import AUDIENCE, Role

# Roles whose reads are recorded; wall screens are not.
READERS = AUDIENCE | {Role.CHAIR}

# Maximum offline reading speed; tablets report with the same limit.
PAGES_PER_SECOND = 2

# More names than this are first summarised by site.
MAX_NAMES_WITHOUT_SITES = 60
MAX_NAMES = 200

_RUNS = re.compile(r"(\d+)(?:-(\d+))?")


class DocumentPage(NamedTuple):
    """A page of a document."""

    document: int
    page: int


class UnreadMember(NamedTuple):
    """A member who has not opened a document."""

    name: str
    seat: str
    unit: str
    site_id: int | None
    site: str


def parse_page_ranges(written: str) -> set[int]:
    """Parse `1-12,15`."""
    pages: set[int] = set()
    for first, last in _RUNS.findall(written):
        pages.update(range(int(first), int(last or first) + 1))
    return pages


def format_page_ranges(pages: Iterable[int]) -> str:
    """Format pages as `1-12,15`."""
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
    """Return how many pages can have been shown offline in this time."""
    return max(0, int(seconds * PAGES_PER_SECOND))


def needs_site_summary(unread: Collection[UnreadMember]) -> bool:
    """Tell whether the list is too long to be shown by name at once."""
    return (
        len(unread) > MAX_NAMES_WITHOUT_SITES
        and len({one.site_id for one in unread}) > 1
    )


def count_by_site(unread: Iterable[UnreadMember]) -> list[dict[str, Any]]:
    """Count the members by site, largest first, no site last."""
    lines: dict[int, dict[str, Any]] = {}
    for one in unread:
        empty = {"id": one.site_id or 0, "name": one.site, "count": 0}
        lines.setdefault(one.site_id or 0, empty)["count"] += 1
    return sorted(lines.values(), key=lambda line: (line["id"] == 0, -line["count"]))


def only_site(unread: Iterable[UnreadMember], site_id: int) -> list[UnreadMember]:
    """Return the members of a site; 0: of no site."""
    return [one for one in unread if (one.site_id or 0) == site_id]
