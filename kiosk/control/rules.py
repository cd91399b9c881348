"""Rules of control tokens: what each may do; pure."""

from enum import StrEnum

from kiosk.errors import N_, Invalid
from kiosk.roles import Permission

LONGEST_TOKEN_NAME = 60
MAX_TOKENS = 40


class ControlScope(StrEnum):
    """A part of the meeting that a token may control."""

    PAGES = "pages"
    FLOOR = "floor"
    TIMERS = "timers"
    VOTES = "votes"
    SCREENS = "screens"


SCOPE_LABELS: dict[ControlScope, str] = {
    ControlScope.PAGES: N_("Lật trang, chuyển nội dung"),
    ControlScope.FLOOR: N_("Mời phát biểu, kết thúc phát biểu"),
    ControlScope.TIMERS: N_("Đồng hồ"),
    ControlScope.VOTES: N_("Công bố kết quả biểu quyết"),
    ControlScope.SCREENS: N_("Màn hình hội trường"),
}

# What the actions of each scope ask for; a token has nothing else of its role.
SCOPE_PERMISSIONS: dict[ControlScope, frozenset[Permission]] = {
    ControlScope.PAGES: frozenset({Permission.LEAD_PAGES, Permission.RUN_MEETING}),
    ControlScope.FLOOR: frozenset({Permission.MANAGE_FLOOR}),
    ControlScope.TIMERS: frozenset({Permission.MANAGE_FLOOR}),
    ControlScope.VOTES: frozenset({Permission.RUN_VOTES}),
    ControlScope.SCREENS: frozenset({Permission.MANAGE_SCREENS}),
}


def permissions_of(scopes: frozenset[ControlScope]) -> frozenset[Permission]:
    """Return the permissions of a token with these scopes."""
    return frozenset().union(*(SCOPE_PERMISSIONS[scope] for scope in scopes))


def check_token(name: str, scopes: frozenset[ControlScope]) -> None:
    """Check a token before it is made.

    :raises Invalid: it has no name, too long a name, or may do nothing.
    """
    if not name:
        raise Invalid(N_("Xin nhập tên thiết bị điều khiển."), code="no_name")
    if len(name) > LONGEST_TOKEN_NAME:
        raise Invalid(
            N_("Tên thiết bị dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_name",
            limit=LONGEST_TOKEN_NAME,
        )
    if not scopes:
        raise Invalid(N_("Xin chọn ít nhất một việc thiết bị được làm."))


def step_page(page: int, page_count: int, step: int) -> int:
    """Return the page `step` after `page`; pages count from 1.

    :raises Invalid: the document ends there.
    """
    if not 1 <= page + step <= page_count:
        raise Invalid(
            N_("Đã ở trang đầu.") if step < 0 else N_("Đã ở trang cuối."),
            code="no_such_page",
        )
    return page + step


def item_after(items: list[int], current: int | None) -> int:
    """Return the item after `current` in the agenda (None: the first).

    :raises Invalid: there is none.
    """
    if current is None or current not in items:
        found = items[:1]
    else:
        place = items.index(current) + 1
        found = items[place : place + 1]
    if not found:
        raise Invalid(N_("Chương trình không còn nội dung nào."), code="no_next_item")
    return found[0]
