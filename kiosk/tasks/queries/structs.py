"""What lists of tasks consist of."""

import datetime as dt

import msgspec

from kiosk.tasks.rules import (
    TaskPart,
    TaskState,
    Timeliness,
)

PAGE_ROWS = 100
# Digits of a number typed in the search field.
_MOST_DIGITS = 9


class TaskFilter(msgspec.Struct, frozen=True):
    """Which tasks of those that the viewer sees; empty fields do not matter."""

    # A state, "open", "waiting" (for the office) or a `Timeliness`.
    shown: str = ""
    unit_id: int | None = None
    meeting_id: int | None = None
    words: str = ""


class TaskLine(msgspec.Struct, frozen=True):
    """A task in a list."""

    id: int
    uid: str
    text: str
    state: TaskState
    timeliness: Timeliness
    lead_unit_id: int | None
    lead_unit: str
    cooperating_ids: list[int]
    cooperating: list[str]
    due_date: dt.date | None
    asked_due_date: dt.date | None
    # Since the deadline; negative: until it.
    days_late: int | None
    meeting_id: int | None
    meeting_title: str
    item_title: str
    document_id: int | None
    page: int | None
    conclusion_id: int | None
    conclusion_number: int | None
    revision: int
    made_at: dt.datetime
    changed_at: dt.datetime
    state_at: dt.datetime
    parts: list[TaskPart]


class TaskCounts(msgspec.Struct, frozen=True):
    """How many tasks the viewer sees, by what matters."""

    late: int = 0
    soon: int = 0
    # Still to be done, late and soon ones among them.
    open: int = 0
    waiting: int = 0
    confirmed: int = 0
    without_unit: int = 0
    all: int = 0
