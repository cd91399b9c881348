"""Rules of who may turn the page; pure."""

from kiosk.errors import N_, Forbidden, Invalid
from kiosk.identity import Actor
from kiosk.roles import Permission


def leads(actor: Actor, leader_id: int | None) -> bool:
    """Tell whether `actor` turns the pages; `leader_id` None: the chair leads."""
    if leader_id is not None:
        return actor.member_id == leader_id
    return actor.may(Permission.LEAD_PAGES)


def check_leads(actor: Actor, leader_id: int | None) -> None:
    """Check that `actor` leads.

    :raises Forbidden: another member leads.
    """
    if not leads(actor, leader_id):
        raise Forbidden(
            N_("Người khác đang điều khiển trang. Chủ toạ có thể lấy lại quyền."),
            code="not_leading",
        )


def check_page(page: int, page_count: int) -> None:
    """Check that a page exists; pages count from 1.

    :raises Invalid: there is no such page.
    """
    if not 1 <= page <= page_count:
        raise Invalid(
            N_("Tài liệu này có {page_count} trang, không có trang {page}."),
            code="no_such_page",
            page=page,
            page_count=page_count,
        )
