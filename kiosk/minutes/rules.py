"""States of minutes, who may do what in them, and their limits; pure."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from kiosk.errors import N_, Conflict, Forbidden, Invalid
from kiosk.roles import Permission, Role, may

# One message of an editor: some minutes of typing without network, or a pasted table.
MAX_UPDATE_BYTES = 256 * 1024
MAX_UPDATES_PER_SYNC = 50
# Of the whole text with its history; 100 pages typed by hand are about 1 MB.
MAX_DOCUMENT_BYTES = 8 * 1024 * 1024
# So many stored changes are merged into one.
COMPACTED_UPDATES = 200
MAX_VERSIONS = 500
MAX_COMMENTS = 500
MAX_REVIEWERS = 60
LONGEST_COMMENT = 4000
LONGEST_QUOTE = 500
LONGEST_NAME = 200
LONGEST_ANCHOR = 600
MAX_SIGNED_BYTES = 100 * 1024 * 1024
MAX_SIGNED_FILES = 20
# A version is kept by itself after so much writing.
VERSION_INTERVAL = dt.timedelta(minutes=10)
# An editor that has not been heard from is not shown any more.
EDITOR_LEASE = dt.timedelta(seconds=12)
# Between two renewals, so that reading costs no write.
EDITOR_RENEWAL = dt.timedelta(seconds=4)
MAX_EDITORS = 20


class MinutesState(StrEnum):
    """The state of minutes."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    # Locked: nothing is changed any more.
    FINALISED = "finalised"


class DraftState(StrEnum):
    """What the worker is doing for the minutes."""

    NONE = "none"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class VersionReason(StrEnum):
    """Why a version was kept."""

    DRAFTED = "drafted"
    NAMED = "named"
    TIMED = "timed"
    SENT = "sent"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    BEFORE_RESTORE = "before_restore"
    RESTORED = "restored"
    OFFLINE = "offline"
    FINAL = "final"


class ReviewAnswer(StrEnum):
    """A reviewer's answer."""

    NONE = "none"
    AGREED = "agreed"
    REMARKS = "remarks"


class SignedFileState(StrEnum):
    """Whether an uploaded signed file was checked."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class SignedWarning(StrEnum):
    """What is odd about a signed file compared with the minutes' own PDF."""

    NONE = "none"
    PAGES = "pages"
    TEXT = "text"
    # A scan: nothing to compare but the number of pages.
    NO_TEXT = "no_text"


EDITABLE_STATES = frozenset({MinutesState.DRAFT, MinutesState.IN_REVIEW})
NEXT_STATES: dict[MinutesState, frozenset[MinutesState]] = {
    MinutesState.DRAFT: frozenset({MinutesState.IN_REVIEW, MinutesState.REVIEWED}),
    MinutesState.IN_REVIEW: frozenset({MinutesState.DRAFT, MinutesState.REVIEWED}),
    MinutesState.REVIEWED: frozenset({MinutesState.DRAFT, MinutesState.FINALISED}),
    MinutesState.FINALISED: frozenset(),
}
STATE_LABELS: dict[MinutesState, str] = {
    MinutesState.DRAFT: N_("Đang soạn biên bản"),
    MinutesState.IN_REVIEW: N_("Đang lấy ý kiến"),
    MinutesState.REVIEWED: N_("Đã duyệt"),
    MinutesState.FINALISED: N_("Đã khoá"),
}
# Reviewers are chosen among these.
REVIEWING_ROLES = frozenset(
    {Role.CHAIR, Role.PRESENTER, Role.OFFICIAL_DELEGATE, Role.INVITED_DELEGATE}
)
# Letters of the same text that a signed file must have in common with the minutes.
_LEAST_COMMON = 0.9


def check_editable(state: MinutesState) -> None:
    """Check that the text may be changed.

    :raises Conflict: it was reviewed, or is locked.
    """
    if state == MinutesState.FINALISED:
        raise Conflict(
            N_("Biên bản đã khoá nên không sửa được nữa."), code="minutes_locked"
        )
    if state not in EDITABLE_STATES:
        raise Conflict(
            N_("Biên bản đã duyệt. Muốn sửa, xin đưa về bản soạn trước."),
            code="minutes_locked",
        )


def check_next(old: MinutesState, new: MinutesState) -> None:
    """Check the transition from `old` to `new`.

    :raises Conflict: there is no such transition.
    """
    if new not in NEXT_STATES[old]:
        raise Conflict(
            N_("Biên bản vừa được chuyển trạng thái. Xin xem lại rồi bấm tiếp."),
            code="wrong_state",
        )


def check_may_move(role: Role, old: MinutesState, new: MinutesState) -> None:
    """Check who makes the transition.

    The secretariat sends, takes back and locks; the chair approves and locks. From the
    draft, without asking anybody, only the chair approves.

    :raises Forbidden: the role may not.
    """
    writes = may(role, Permission.WRITE_MINUTES)
    if new in {MinutesState.REVIEWED, MinutesState.FINALISED}:
        is_allowed = role == Role.CHAIR or (writes and old != MinutesState.DRAFT)
    else:
        is_allowed = writes
    if not is_allowed:
        raise Forbidden(N_("Đồng chí không có quyền chuyển trạng thái biên bản."))


def check_all_answered(
    role: Role,
    answers: Iterable[ReviewAnswer],
    due: dt.datetime | None,
    now: dt.datetime,
) -> None:
    """Check that approving need not wait for anybody; the chair need not wait.

    :raises Conflict: somebody has not answered, and may until the deadline.
    """
    waiting = sum(answer == ReviewAnswer.NONE for answer in answers)
    if waiting and role != Role.CHAIR and due is not None and now < due:
        raise Conflict(
            N_("Còn {count} người chưa trả lời và chưa hết hạn."),
            code="still_waiting",
            count=waiting,
        )


def check_no_open_comment(count: int) -> None:
    """Check that all comments are resolved before locking.

    :raises Conflict: some are not.
    """
    if count:
        raise Conflict(
            N_("Còn {count} góp ý chưa xử lý. Xin xử lý trước khi khoá."),
            code="open_comments",
            count=count,
        )


def check_reviewers(members: list[int], due: dt.datetime, now: dt.datetime) -> None:
    """Check who is asked, and until when.

    :raises Invalid: nobody or too many are asked, or the deadline is over.
    """
    if not 1 <= len(set(members)) <= MAX_REVIEWERS:
        raise Invalid(
            N_("Xin chọn từ 1 đến {most} người cho ý kiến."),
            code="bad_reviewers",
            most=MAX_REVIEWERS,
        )
    if due <= now:
        raise Invalid(
            N_("Hạn cho ý kiến đã qua. Xin chọn thời điểm sau."), code="bad_deadline"
        )


def check_room(count: int, most: int) -> None:
    """Check that one more may be stored.

    :raises Invalid: there are `most` already.
    """
    if count >= most:
        raise Invalid(
            N_("Biên bản đã có {most} mục loại này, không thêm được nữa."),
            code="too_many",
            most=most,
        )


def signed_warning(
    own: tuple[int, str], signed: tuple[int, str]
) -> tuple[SignedWarning, float]:
    """Compare page counts and texts; return what is odd, and the common share.

    The share is that of the words of our PDF that the signed one has too.
    """
    words = own[1].split()
    there = set(signed[1].split())
    share = sum(word in there for word in words) / len(words) if words else 0.0
    if own[0] != signed[0]:
        return SignedWarning.PAGES, share
    if not there:
        return SignedWarning.NO_TEXT, share
    return (SignedWarning.NONE if share >= _LEAST_COMMON else SignedWarning.TEXT), share
