"""Pages of lists: cursors, the query that asks for one, and the answer."""

from collections.abc import Callable, Iterable
from typing import Annotated, Generic, TypeVar

import msgspec

from kiosk.errors import N_

MOST_ITEMS, USUAL_ITEMS = 200, 50
# Eighteen digits: any id fits in 64 bits.
CURSOR_PATTERN = "^(id-[0-9]{1,18})?$"
_CURSOR_PREFIX = "id-"

Limit = Annotated[
    int,
    msgspec.Meta(
        ge=1, le=MOST_ITEMS, description=N_("Số mục của một trang, nhiều nhất 200.")
    ),
]
Cursor = Annotated[
    str,
    msgspec.Meta(
        pattern=CURSOR_PATTERN,
        description=N_("Giá trị “next” của trang trước; bỏ trống: trang đầu."),
    ),
]
Body = TypeVar("Body")
Row = TypeVar("Row")


class PageQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which page of a list."""

    limit: Limit = USUAL_ITEMS
    cursor: Cursor = ""


class ListPage(msgspec.Struct, Generic[Body]):
    """A page of a list, by growing id: rows added meanwhile come on later pages."""

    items: list[Body]
    next: Annotated[
        str | None,
        msgspec.Meta(description=N_("Con trỏ của trang sau; null: hết danh sách.")),
    ] = None


def cursor_of(last_id: int) -> str:
    """Return the cursor of the page after the row `last_id`."""
    return f"{_CURSOR_PREFIX}{last_id}"


def id_before(cursor: str) -> int:
    """Return the id after which the page begins; 0: at the start."""
    return int(cursor.removeprefix(_CURSOR_PREFIX) or 0)


def page_of(
    rows: Iterable[Row],
    query: PageQuery,
    make: Callable[[Row], Body],
    id_of: Callable[[Row], int],
) -> ListPage[Body]:
    """Return a page of `rows`: those after the cursor, by id, at least one too many."""
    found = list(rows)
    shown = found[: query.limit]
    is_more = len(found) > query.limit
    last = cursor_of(id_of(shown[-1])) if is_more and shown else None
    return ListPage([make(row) for row in shown], last)


def page_of_all(
    rows: Iterable[Row],
    query: PageQuery,
    make: Callable[[Row], Body],
    id_of: Callable[[Row], int],
) -> ListPage[Body]:
    """Return a page of a whole list, in whatever order it comes."""
    after = id_before(query.cursor)
    later = sorted((row for row in rows if id_of(row) > after), key=id_of)
    return page_of(later, query, make, id_of)
