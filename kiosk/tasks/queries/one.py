"""Query one task with its history and files."""

import datetime as dt

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.tasks.access import TaskViewer, parts_of
from kiosk.tasks.models import Task, TaskEntry, TaskFile
from kiosk.tasks.queries.lists import cooperating_units, lines_of
from kiosk.tasks.queries.structs import TaskLine
from kiosk.tasks.rules import ACT_ORDER, TaskAct, TaskPart, TaskState, allowed_acts
from kiosk.units.queries import unit_names


class FileLine(msgspec.Struct, frozen=True):
    """A file of evidence."""

    id: int
    file_name: str
    byte_count: int


class EntryLine(msgspec.Struct, frozen=True):
    """An act of the history."""

    id: int
    at: dt.datetime
    act: TaskAct
    part: TaskPart
    made_by: str
    unit: str
    text: str
    state: TaskState
    due_date: dt.date | None
    asked_due_date: dt.date | None
    files: list[FileLine]


class OneTask(msgspec.Struct, frozen=True):
    """A task with all that the viewer may know and do."""

    line: TaskLine
    first_due_date: dt.date | None
    made_by: str
    acts: list[TaskAct]
    # The oldest first.
    history: list[EntryLine]


def get_task(
    session: Session, viewer: TaskViewer, task_id: int
) -> tuple[Task, frozenset[TaskPart]]:
    """Return a task and what the viewer is to it.

    :raises NotFound: there is none, or none for them.
    """
    task = session.get(Task, task_id)
    parts: frozenset[TaskPart] = frozenset()
    if task is not None:
        helpers = cooperating_units(session, [task_id]).get(task_id, [])
        parts = parts_of(viewer, task, helpers)
    if task is None or not parts:
        raise NotFound(N_("Không có nhiệm vụ này."), code="no_task")
    return task, parts


def one_task(
    session: Session, viewer: TaskViewer, task_id: int, today: dt.date
) -> OneTask:
    """Return a task with its history.

    :raises NotFound: there is none, or none for the viewer.
    """
    task, parts = get_task(session, viewer, task_id)
    allowed = allowed_acts(TaskState(task.state), parts)
    return OneTask(
        line=lines_of(session, viewer, [task], today)[0],
        first_due_date=task.first_due_date,
        made_by=task.made_by,
        acts=[act for act in ACT_ORDER if act in allowed],
        history=_history(session, task_id),
    )


def _history(session: Session, task_id: int) -> list[EntryLine]:
    entries = session.scalars(
        select(TaskEntry).where(TaskEntry.task_id == task_id).order_by(TaskEntry.id)
    ).all()
    names = unit_names(session, {each.unit_id for each in entries if each.unit_id})
    files: dict[int, list[FileLine]] = {}
    attached = select(TaskFile).where(
        TaskFile.task_id == task_id, TaskFile.entry_id.is_not(None)
    )
    for file in session.scalars(attached.order_by(TaskFile.id)):
        line = FileLine(file.id, file.file_name, file.byte_count)
        files.setdefault(file.entry_id or 0, []).append(line)
    return [
        EntryLine(
            id=each.id,
            at=each.at,
            act=TaskAct(each.act),
            part=TaskPart(each.part),
            made_by=each.made_by,
            unit=names.get(each.unit_id or 0, ""),
            text=each.text,
            state=TaskState(each.state),
            due_date=each.due_date,
            asked_due_date=each.asked_due_date,
            files=files.get(each.id, []),
        )
        for each in entries
    ]


def get_evidence(
    session: Session, viewer: TaskViewer, task_id: int, file_id: int
) -> TaskFile:
    """Return an attached file of a task.

    :raises NotFound: there is none, or none for the viewer.
    """
    get_task(session, viewer, task_id)
    file = session.get(TaskFile, file_id)
    if file is None or file.task_id != task_id or file.entry_id is None:
        raise NotFound(N_("Không có tệp này."), code="no_file")
    return file
