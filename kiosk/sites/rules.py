"""Rules of a site's name, size and parent; pure."""

from collections.abc import Mapping
from enum import StrEnum

from kiosk.errors import N_, Invalid

LONGEST_SITE_NAME = 200
LONGEST_HELP_TEXT = 300
# More people than any site holds.
MOST_EXPECTED = 100_000


class SiteKind(StrEnum):
    """The main site, where the presidium sits, or a connected one."""

    MAIN = "main_site"
    REMOTE = "remote_site"


def check_name(name: str, others: set[str]) -> None:
    """Check a site's name; `others` are the names of the other sites.

    :raises Invalid: it is empty, too long, or taken.
    """
    if not name or len(name) > LONGEST_SITE_NAME:
        raise Invalid(
            N_("Xin nhập tên điểm cầu, không quá {limit} ký tự."),
            code="bad_site_name",
            limit=LONGEST_SITE_NAME,
        )
    if name.casefold() in {other.casefold() for other in others}:
        raise Invalid(
            N_("Đã có điểm cầu tên này. Xin đặt tên khác."), code="site_name_taken"
        )


def check_expected(expected: int) -> None:
    """Check the number of expected people.

    :raises Invalid: it is out of bounds.
    """
    if not 0 <= expected <= MOST_EXPECTED:
        raise Invalid(
            N_("Số người dự kiến phải từ 0 đến {limit}."),
            code="bad_expected",
            limit=MOST_EXPECTED,
        )


def check_parent(
    site_id: int | None, parent_id: int | None, parents: Mapping[int, int | None]
) -> None:
    """Check that a site's parent exists and makes no cycle.

    :param parents: the parent of each site of the meeting, by site id.
    :raises Invalid: there is no such parent, or it is below this site.
    """
    at = parent_id
    if at is not None and at not in parents:
        raise Invalid(N_("Hội nghị không có điểm cầu này. Xin chọn lại."))
    while at is not None:
        if at == site_id:
            raise Invalid(
                N_("Điểm cầu không thể trực thuộc chính nó. Xin chọn lại."),
                code="site_loop",
            )
        at = parents[at]
