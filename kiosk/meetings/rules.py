"""The states of a meeting and how it goes from one to the next."""

from enum import StrEnum

from kiosk.errors import N_, Conflict, Invalid
from kiosk.roles import Permission

LONGEST_MEETING_TITLE = 500
# So long a tablet without the network keeps the papers, in hours.
DEFAULT_LEASE_HOURS = 24
LONGEST_LEASE_HOURS = 24 * 30
# So begins the title of the meeting that `kiosk rehearse` makes and removes.
REHEARSAL_TITLE = "Diễn tập:"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


class PinMode(StrEnum):
    """Which PIN delegates enter beside their badge."""

    NONE = "none"
    # Each chooses it when he first signs in.
    OWN = "own"
    # The server makes it; it is printed apart from the badge.
    PRINTED = "printed"


# The words for people; `static/js/meetings/meeting_states.js` has the same.
STATE_LABELS: dict[MeetingState, str] = {
    MeetingState.DRAFT: N_("Đang soạn"),
    MeetingState.PUBLISHED: N_("Đã phát hành"),
    MeetingState.OPEN: N_("Đang họp"),
    MeetingState.ADJOURNED: N_("Tạm nghỉ"),
    MeetingState.CLOSED: N_("Đã kết thúc"),
}

NEXT_STATES: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.DRAFT: frozenset({MeetingState.PUBLISHED}),
    # Published by mistake may go back as long as nobody has opened it.
    MeetingState.PUBLISHED: frozenset({MeetingState.OPEN, MeetingState.DRAFT}),
    MeetingState.OPEN: frozenset({MeetingState.ADJOURNED, MeetingState.CLOSED}),
    MeetingState.ADJOURNED: frozenset({MeetingState.OPEN, MeetingState.CLOSED}),
    # Closed is for good: badges have expired and the record stands.
    MeetingState.CLOSED: frozenset(),
}

# Delegates may sign in and read in these states only.
ADMITTING_STATES = frozenset(
    {MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED}
)

# Putting a meeting before the delegates, or taking it back, is preparing it.
PREPARING_STATES = frozenset({MeetingState.DRAFT, MeetingState.PUBLISHED})


def permission_for_state(new: MeetingState) -> Permission:
    """Return the permission that a step to `new` needs."""
    if new in PREPARING_STATES:
        return Permission.PREPARE_MEETING
    return Permission.RUN_MEETING


def check_transition(old: MeetingState, new: MeetingState) -> None:
    """Let a meeting go from `old` to `new`.

    :raises Conflict: the rules know no such step.
    """
    if new not in NEXT_STATES[old]:
        raise Conflict(
            N_("Hội nghị không thể chuyển sang trạng thái này. Xin tải lại trang."),
            code="wrong_state",
        )


def check_not_closed(state: MeetingState) -> None:
    """Let only a meeting that has not been closed be changed.

    :raises Conflict: it is closed; the record stands.
    """
    if state == MeetingState.CLOSED:
        raise Conflict(
            N_("Hội nghị đã kết thúc nên không sửa được nữa. Có thể sao chép để dùng."),
            code="wrong_state",
        )


def check_title(title: str) -> None:
    """Let a title be neither empty nor endless.

    :raises Invalid: it is.
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
    """Let tablets keep papers without the network for some hours, not for ever.

    :raises Invalid: it is no such time.
    """
    if not 1 <= hours <= LONGEST_LEASE_HOURS:
        raise Invalid(
            N_("Thời gian đọc ngoại tuyến phải từ 1 đến {limit} giờ."),
            code="bad_lease",
            limit=LONGEST_LEASE_HOURS,
        )
