"""Kinds, labels and order of agenda items; pure."""

from collections.abc import Sequence
from enum import StrEnum

from kiosk.errors import N_, Conflict, Invalid
from kiosk.roles import Visibility

LONGEST_PLAN_MINUTES = 24 * 60


class ItemKind(StrEnum):
    """What happens under an item."""

    REGISTRATION = "registration"
    FLAG_CEREMONY = "flag_ceremony"
    INTRODUCTION = "introduction"
    OPENING = "opening"
    ADOPTION = "adoption"
    REPORT = "report"
    BRIEFING = "briefing"
    PREPARED_SPEECH = "prepared_speech"
    DISCUSSION = "discussion"
    RESPONSE = "response"
    BREAK = "break"
    VOTE = "vote"
    DIRECTIVE_SPEECH = "directive_speech"
    CONCLUSION = "conclusion"
    RESOLUTION = "resolution"
    CLOSING = "closing"


# Labels; `static/js/agenda/labels.js` has the same.
KIND_LABELS: dict[ItemKind, str] = {
    ItemKind.REGISTRATION: N_("Đón tiếp, điểm danh"),
    ItemKind.FLAG_CEREMONY: N_("Chào cờ"),
    ItemKind.INTRODUCTION: N_("Tuyên bố lý do, giới thiệu đại biểu"),
    ItemKind.OPENING: N_("Khai mạc"),
    ItemKind.ADOPTION: N_("Thông qua chương trình, đoàn chủ tịch, thư ký"),
    ItemKind.REPORT: N_("Báo cáo"),
    ItemKind.BRIEFING: N_("Quán triệt chuyên đề"),
    ItemKind.PREPARED_SPEECH: N_("Tham luận"),
    ItemKind.DISCUSSION: N_("Thảo luận"),
    ItemKind.RESPONSE: N_("Giải trình, tiếp thu"),
    ItemKind.BREAK: N_("Giải lao"),
    ItemKind.VOTE: N_("Biểu quyết"),
    ItemKind.DIRECTIVE_SPEECH: N_("Phát biểu chỉ đạo"),
    ItemKind.CONCLUSION: N_("Kết luận"),
    ItemKind.RESOLUTION: N_("Thông qua nghị quyết"),
    ItemKind.CLOSING: N_("Bế mạc"),
}

VISIBILITY_LABELS: dict[Visibility, str] = {
    Visibility.EVERYONE: N_("Mọi người trong phòng họp"),
    Visibility.DELEGATES: N_("Đại biểu chính thức và đại biểu mời"),
    Visibility.OFFICIAL: N_("Chỉ đại biểu chính thức"),
    Visibility.PREPARERS: N_("Chỉ thư ký và chủ toạ"),
}


def check_minutes(minutes: int) -> None:
    """Check the planned minutes.

    :raises Invalid: they are not between 0 and a day.
    """
    if not 0 <= minutes <= LONGEST_PLAN_MINUTES:
        raise Invalid(
            N_("Thời gian dự kiến phải từ 0 đến {limit} phút."),
            code="bad_minutes",
            limit=LONGEST_PLAN_MINUTES,
        )


def check_seen(count: int, seen: int) -> None:
    """Check that the agenda has as many items as the secretary saw.

    Whatever adds many items at once is checked so: pressing twice adds them once.

    :raises Conflict: it was changed meanwhile.
    """
    if count != seen:
        raise Conflict(
            N_("Chương trình vừa thay đổi. Xin xem lại rồi bấm thêm lần nữa."),
            code="changed_meanwhile",
        )


def check_nesting(
    item_id: int,
    parent_id: int | None,
    grandparent_id: int | None,
    *,
    has_children: bool,
) -> None:
    """Check that an item is at the top level or one level below.

    :raises Invalid: it would nest deeper, or within itself.
    """
    if parent_id is None:
        return
    if parent_id == item_id or grandparent_id is not None or has_children:
        raise Invalid(
            N_("Chương trình chỉ có nội dung và nội dung con, không lồng sâu hơn."),
            code="too_deep",
        )


def insert_after(siblings: Sequence[int], item_id: int, after: int | None) -> list[int]:
    """Return the siblings' ids with `item_id` inserted behind `after` (None: first).

    A position is given by its neighbour, not by an index, so that concurrent moves of
    different items both have the intended result.

    :raises Conflict: `after` is no sibling any more.
    """
    others = [sibling for sibling in siblings if sibling != item_id]
    if after is None:
        return [item_id, *others]
    if after not in others:
        raise Conflict(
            N_("Nội dung bên cạnh vừa được chuyển chỗ. Xin xem lại rồi xếp lại."),
            code="neighbour_moved",
        )
    index = others.index(after) + 1
    return [*others[:index], item_id, *others[index:]]
