"""The weekly digest: its content, and the parameters of its template."""

import datetime as dt

import msgspec
from sqlalchemy.orm import Session

from kiosk.tasks.access import TaskViewer
from kiosk.tasks.queries.lists import task_counts, task_lines
from kiosk.tasks.queries.structs import TaskCounts, TaskFilter, TaskLine
from kiosk.tasks.reminders import shortened
from kiosk.tasks.rules import TaskState, Timeliness

# Lines of each part; the rest is only counted.
MOST_LINES = 30
_SHOWN_TEXT = 160
# Queued on Monday from this hour in Vietnam.
SEND_HOUR = 7


class DigestContent(msgspec.Struct, frozen=True):
    """What one recipient receives for one week."""

    monday: dt.date
    name: str
    counts: TaskCounts
    late: list[TaskLine]
    soon: list[TaskLine]
    # A unit: tasks that it has to accept or mend; a leader: what waits for a decision.
    waiting: list[TaskLine]

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to say."""
        return not (self.late or self.soon or self.waiting or self.counts.open)


def week_of(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def is_due(now: dt.datetime) -> bool:
    """Return whether the digest of the week is due, in local time `now`."""
    return now.weekday() > 0 or now.hour >= SEND_HOUR


def build_digest(session: Session, viewer: TaskViewer, today: dt.date) -> DigestContent:
    """Return the digest of what a viewer sees."""
    everything = TaskFilter()
    open_ones = task_lines(session, viewer, TaskFilter(shown="open"), today, rows=None)
    if viewer.assigns:
        waiting = task_lines(
            session, viewer, TaskFilter(shown="waiting"), today, rows=None
        )
    else:
        to_do = {TaskState.ASSIGNED, TaskState.RETURNED}
        waiting = [line for line in open_ones if line.state in to_do]
    return DigestContent(
        monday=week_of(today),
        name=viewer.name,
        counts=task_counts(session, viewer, everything, today),
        late=[one for one in open_ones if one.timeliness is Timeliness.LATE],
        soon=[one for one in open_ones if one.timeliness is Timeliness.SOON],
        waiting=waiting,
    )


def digest_parameters(
    digest: DigestContent, *, is_leader: bool
) -> dict[str, str | int | list[str]]:
    """Return what fills the template `digest`; lists are cut to `MOST_LINES`."""
    return {
        "name": digest.name,
        "is_leader": int(is_leader),
        "monday": digest.monday.strftime("%d/%m/%Y"),
        "open": digest.counts.open,
        "late": len(digest.late),
        "soon": len(digest.soon),
        "waiting": len(digest.waiting),
        "late_lines": _lines(digest.late, is_leader=is_leader),
        "soon_lines": _lines(digest.soon, is_leader=is_leader),
        "waiting_lines": _lines(digest.waiting, is_leader=is_leader),
    }


def _lines(lines: list[TaskLine], *, is_leader: bool) -> list[str]:
    return [_words(line, is_leader=is_leader) for line in lines[:MOST_LINES]]


def _words(line: TaskLine, *, is_leader: bool) -> str:
    """Return a task on one line: number, text, deadline, for a leader the unit."""
    due = line.due_date.strftime("%d/%m/%Y") if line.due_date else ""
    parts = [
        f"{line.id}. {shortened(line.text, _SHOWN_TEXT)}",
        line.lead_unit if is_leader else "",
        due,
    ]
    return " – ".join(part for part in parts if part)
