"""States of a meeting and their transitions; pure."""

from enum import StrEnum

from kiosk.errors import N_, Conflict, Invalid
from kiosk.roles import Permission

LONGEST_MEETING_TITLE = 500
# How long a tablet without network keeps the documents, in hours.
DEFAULT_LEASE_HOURS = 24
LONGEST_LEASE_HOURS = 24 * 30
# Prefix of the title of the meeting that `kiosk rehearse` creates and removes.
REHEARSAL_TITLE = "Diễn tập:"


class MeetingState(StrEnum):
    """The state of a meeting."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


class PinMode(StrEnum):
    """Which PIN delegates enter beside their badge."""

    NONE = "none"
    # Chosen by the delegate at the first sign-in.
    OWN = "own"
    # Made by the server and printed apart from the badge.
    PRINTED = "printed"


# Labels; `static/js/meetings/meeting_states.js` has the same.
STATE_LABELS: dict[MeetingState, str] = {
    MeetingState.DRAFT: N_("Đang soạn"),
    MeetingState.PUBLISHED: N_("Đã phát hành"),
    MeetingState.OPEN: N_("Đang họp"),
    MeetingState.ADJOURNED: N_("Tạm nghỉ"),
    MeetingState.CLOSED: N_("Đã kết thúc"),
}

# Sentences for somebody who still saw another state.
SEEN_OTHERWISE: dict[MeetingState, str] = {
    MeetingState.DRAFT: N_("Đồng chí {name} vừa đưa hội nghị về bản soạn."),
    MeetingState.PUBLISHED: N_("Đồng chí {name} vừa phát hành hội nghị."),
    MeetingState.OPEN: N_("Đồng chí {name} vừa cho hội nghị họp."),
    MeetingState.ADJOURNED: N_("Đồng chí {name} vừa cho hội nghị tạm nghỉ."),
    MeetingState.CLOSED: N_("Đồng chí {name} vừa kết thúc hội nghị."),
}

NEXT_STATES: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.DRAFT: frozenset({MeetingState.PUBLISHED}),
    # Publishing can be undone until the meeting is opened.
    MeetingState.PUBLISHED: frozenset({MeetingState.OPEN, MeetingState.DRAFT}),
    MeetingState.OPEN: frozenset({MeetingState.ADJOURNED, MeetingState.CLOSED}),
    MeetingState.ADJOURNED: frozenset({MeetingState.OPEN, MeetingState.CLOSED}),
    # Final: badges have expired and the record is complete.
    MeetingState.CLOSED: frozenset(),
}

# Delegates may sign in and read in these states only.
ADMITTING_STATES = frozenset(
    {MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED}
)

# Entering these states needs the permission to prepare the meeting.
PREPARING_STATES = frozenset({MeetingState.DRAFT, MeetingState.PUBLISHED})


def permission_for_state(new: MeetingState) -> Permission:
    """Return the permission that a transition to `new` needs."""
    if new in PREPARING_STATES:
        return Permission.PREPARE_MEETING
    return Permission.RUN_MEETING


def check_transition(old: MeetingState, new: MeetingState) -> None:
    """Check the transition from `old` to `new`.

    :raises Conflict: there is no such transition.
    """
    if new not in NEXT_STATES[old]:
        raise Conflict(
            N_("Hội nghị không thể chuyển sang trạng thái này. Xin tải lại trang."),
            code="wrong_state",
        )


def check_not_closed(state: MeetingState) -> None:
    """Check that the meeting may still be changed.

    :raises Conflict: it is closed.
    """
    if state == MeetingState.CLOSED:
        raise Conflict(
            N_("Hội nghị đã kết thúc nên không sửa được nữa. Có thể sao chép để dùng."),
            code="wrong_state",
        )


def check_title(title: str) -> None:
    """Check a title.

    :raises Invalid: it is empty or too long.
    """
    if not title:
        raise Invalid(N_("Xin nhập tên."), code="no_title")
    if len(title) > LONGEST_MEETING_TITLE:
        raise Invalid(
            N_("Tên dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_title",
            limit=LONGEST_MEETING_TITLE,
        )


def check_lease(hours: int) -> None:
    """Check how long tablets may keep documents without network.

    :raises Invalid: it is out of bounds.
    """
    if not 1 <= hours <= LONGEST_LEASE_HOURS:
        raise Invalid(
            N_("Thời gian đọc ngoại tuyến phải từ 1 đến {limit} giờ."),
            code="bad_lease",
            limit=LONGEST_LEASE_HOURS,
        )
