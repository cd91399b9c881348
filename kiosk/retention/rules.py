"""When data of a meeting is due for removal, and what a dry run says; pure."""

import datetime as dt
import hashlib
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Conflict
from kiosk.meetings.rules import MeetingState
from kiosk.vietnamese import number

REMOVAL_JOB = "remove_meeting_data"
LONGEST_MONTHS = 1200
MOST_MEETINGS = 500
FOR_EVER = 0
_MONTHS_PER_YEAR = 12
_MEGABYTE = 1_000_000


class RetentionState(StrEnum):
    """Where a meeting stands."""

    NOT_CLOSED = "not_closed"
    FOR_EVER = "for_ever"
    WAITING = "waiting"
    DUE = "due"
    CONFIRMED = "confirmed"
    REMOVED = "removed"


STATE_LABELS: dict[RetentionState, str] = {
    RetentionState.NOT_CLOSED: N_("Chưa kết thúc"),
    RetentionState.FOR_EVER: N_("Giữ lâu dài"),
    RetentionState.WAITING: N_("Chưa đến hạn"),
    RetentionState.DUE: N_("Đã đến hạn"),
    RetentionState.CONFIRMED: N_("Đang xoá"),
    RetentionState.REMOVED: N_("Đã xoá"),
}


def months_later(moment: dt.datetime, months: int) -> dt.datetime:
    """Return the same day and time so many months later, the last day of short ones."""
    years, month = divmod(moment.month - 1 + months, _MONTHS_PER_YEAR)
    first = moment.replace(year=moment.year + years, month=month + 1, day=1)
    next_month = (first + dt.timedelta(days=32)).replace(day=1)
    last_day = (next_month - dt.timedelta(days=1)).day
    return first.replace(day=min(moment.day, last_day))


def due_at(starts_at: dt.datetime, months: int) -> dt.datetime | None:
    """Return when data of a meeting is due, None: never. Counted from its beginning."""
    return None if months == FOR_EVER else months_later(starts_at, months)


class RetainedMeeting(msgspec.Struct, frozen=True):
    """What decides about one meeting."""

    state: MeetingState
    due_at: dt.datetime | None
    is_confirmed: bool = False
    is_removed: bool = False


def retention_state(facts: RetainedMeeting, now: dt.datetime) -> RetentionState:
    """Return where a meeting stands at `now`."""
    if facts.is_removed:
        return RetentionState.REMOVED
    if facts.state is not MeetingState.CLOSED:
        return RetentionState.NOT_CLOSED
    if facts.due_at is None:
        return RetentionState.FOR_EVER
    if facts.due_at > now:
        return RetentionState.WAITING
    return RetentionState.CONFIRMED if facts.is_confirmed else RetentionState.DUE


def megabytes(size: int) -> str:
    """Return a number of bytes as `1,2 MB`, or as `1,2 kB` if there are few."""
    if size < _MEGABYTE:
        return f"{number(size / 1000, 1)} kB"
    return f"{number(size / _MEGABYTE, 1)} MB"


class RemovableFile(msgspec.Struct, frozen=True):
    """A document that would go, with all its files."""

    title: str
    file_name: str
    # How many files it has (original, page images, words), and their bytes.
    files: int
    bytes: int

    @property
    def size_text(self) -> str:
        """Return the size in Vietnamese notation."""
        return megabytes(self.bytes)


class RemovableRows(msgspec.Struct, frozen=True):
    """Rows of one table that would go."""

    table: str
    label: str
    count: int


class MeetingRemoval(msgspec.Struct, frozen=True):
    """What would go of one meeting."""

    meeting_id: int
    title: str
    starts_at: str
    documents: list[RemovableFile]
    rows: list[RemovableRows]

    @property
    def bytes(self) -> int:
        """Return the size of the files."""
        return sum(document.bytes for document in self.documents)

    @property
    def size_text(self) -> str:
        """Return the size in Vietnamese notation."""
        return megabytes(self.bytes)

    @property
    def files(self) -> int:
        """Return the number of files."""
        return sum(document.files for document in self.documents)

    @property
    def row_count(self) -> int:
        """Return the number of rows."""
        return sum(rows.count for rows in self.rows)


class RetentionPlan(msgspec.Struct, frozen=True):
    """What would go of all due meetings: the dry run."""

    meetings: list[MeetingRemoval]

    @property
    def signature(self) -> str:
        """Return a hash of the plan, to notice a change before it is carried out."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


class MonthsForm(msgspec.Struct, forbid_unknown_fields=True):
    """The keeping time of a meeting; None: as the server's setting says."""

    months: Annotated[int, msgspec.Meta(ge=0, le=LONGEST_MONTHS)] | None


class RemovalForm(msgspec.Struct, forbid_unknown_fields=True):
    """The dry run that was shown and is confirmed."""

    signature: Annotated[str, msgspec.Meta(max_length=64)]


def plan_changed() -> Conflict:
    """Return the error of a dry run that is not the newest."""
    return Conflict(
        N_("Danh sách sẽ xoá đã thay đổi nên chưa xoá gì. Xin chạy thử lại rồi xem."),
        code="changed_meanwhile",
    )
