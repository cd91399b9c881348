"""The states of a meeting and how it goes from one to the next."""

from enum import StrEnum

from kiosk.errors import N_, Conflict


class MeetingState(StrEnum):
    """Where a meeting stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


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
ADMITTING = frozenset(
    {MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED}
)


def check_step(old: MeetingState, new: MeetingState) -> None:
    """Let a meeting go from `old` to `new`.

    :raises Conflict: the rules know no such step.
    """
    if new not in NEXT_STATES[old]:
        raise Conflict(
            N_("Hội nghị không thể chuyển sang trạng thái này. Xin tải lại trang."),
            code="wrong_state",
        )
