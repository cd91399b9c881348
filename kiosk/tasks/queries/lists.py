"""Query tasks as lists: late ones first, with filters and counts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import SQLCoreOperations

from kiosk.tasks.access import TaskViewer, parts_of, seen_by
from kiosk.tasks.models import Task, TaskUnit
from kiosk.tasks.queries.structs import TaskCounts, TaskFilter, TaskLine
from kiosk.tasks.rules import (
    ENDED_STATES,
    OPEN_STATES,
    SOON_DAYS,
    WAITING_STATES,
    TaskState,
    Timeliness,
    timeliness,
)
from kiosk.units.queries import unit_names
from kiosk.vietnamese import fold

PAGE_ROWS = 100
# Digits of a number typed in the search field.
_MOST_DIGITS = 9


def late_on(today: dt.date) -> ColumnElement[bool]:
    """Return the condition that a task is late."""
    return Task.state.in_(OPEN_STATES) & (Task.due_date < today)


def soon_on(today: dt.date) -> ColumnElement[bool]:
    """Return the condition that a deadline is near, and not over."""
    last = today + dt.timedelta(days=SOON_DAYS)
    return Task.state.in_(OPEN_STATES) & Task.due_date.between(today, last)


def _shown(shown: str, today: dt.date) -> ColumnElement[bool] | None:
    """Return the condition of a filter; None: it does not exist."""
    is_open = Task.state.in_(OPEN_STATES)
    conditions: dict[str, ColumnElement[bool]] = {
        "open": is_open,
        "waiting": Task.state.in_(WAITING_STATES),
        "without_unit": Task.lead_unit_id.is_(None) & is_open,
        Timeliness.LATE: late_on(today),
        Timeliness.SOON: soon_on(today),
        Timeliness.NO_DEADLINE: is_open & Task.due_date.is_(None),
        Timeliness.FINISHED: Task.state.not_in(OPEN_STATES),
    }
    if shown in conditions:
        return conditions[shown]
    return Task.state == shown if shown in set(TaskState) else None


def _filtered(
    viewer: TaskViewer, wanted: TaskFilter, today: dt.date
) -> list[ColumnElement[bool]]:
    conditions = [seen_by(viewer)]
    if (shown := _shown(wanted.shown, today)) is not None:
        conditions.append(shown)
    if wanted.unit_id is not None:
        helping = select(TaskUnit.task_id).where(TaskUnit.unit_id == wanted.unit_id)
        conditions.append(
            or_(Task.lead_unit_id == wanted.unit_id, Task.id.in_(helping))
        )
    if wanted.meeting_id is not None:
        conditions.append(Task.meeting_id == wanted.meeting_id)
    if words := " ".join(fold(wanted.words).split()):
        found: ColumnElement[bool] = Task.folded_text.contains(words, autoescape=True)
        if words.isdecimal() and len(words) <= _MOST_DIGITS:
            found = found | (Task.id == int(words))
        conditions.append(found)
    return conditions


def late_first(today: dt.date) -> tuple[SQLCoreOperations[Any], ...]:
    """Return the order: late ones, open ones by deadline, waiting, ended."""
    rank = case(
        (late_on(today), 0),
        (Task.state.in_(OPEN_STATES), 1),
        (Task.state.not_in(ENDED_STATES), 2),
        else_=3,
    )
    has_no_date = case((Task.due_date.is_(None), 1), else_=0)
    return rank, has_no_date, Task.due_date, Task.id


def task_lines(
    session: Session,
    viewer: TaskViewer,
    wanted: TaskFilter,
    today: dt.date,
    *,
    page: int = 1,
    rows: int | None = PAGE_ROWS,
) -> list[TaskLine]:
    """Return the tasks that the viewer sees and wants, late ones first.

    :param page: from 1, of `rows` tasks each; None: all.
    """
    chosen = (
        select(Task)
        .where(*_filtered(viewer, wanted, today))
        .order_by(*late_first(today))
    )
    if rows is not None:
        chosen = chosen.limit(rows).offset((page - 1) * rows)
    return lines_of(session, viewer, session.scalars(chosen).all(), today)


def count_tasks(
    session: Session, viewer: TaskViewer, wanted: TaskFilter, today: dt.date
) -> int:
    """Return how many tasks the viewer sees and wants."""
    chosen = select(func.count()).select_from(Task)
    return session.scalar(chosen.where(*_filtered(viewer, wanted, today))) or 0


def task_counts(
    session: Session, viewer: TaskViewer, wanted: TaskFilter, today: dt.date
) -> TaskCounts:
    """Return the counts of what the viewer sees, by unit, meeting and words alone."""
    wanted = msgspec.structs.replace(wanted, shown="")

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    is_open = Task.state.in_(OPEN_STATES)
    row = session.execute(
        select(
            count(late_on(today)),
            count(soon_on(today)),
            count(is_open),
            count(Task.state.in_(WAITING_STATES)),
            count(Task.state == TaskState.CONFIRMED),
            count(is_open & Task.lead_unit_id.is_(None)),
            func.count(),
        )
        .select_from(Task)
        .where(*_filtered(viewer, wanted, today))
    ).one()
    return TaskCounts(*(int(number) for number in row))


def lines_of(
    session: Session, viewer: TaskViewer, tasks: Sequence[Task], today: dt.date
) -> list[TaskLine]:
    """Return tasks as lines, in the order given."""
    helpers = cooperating_units(session, [task.id for task in tasks])
    wanted = {unit for units in helpers.values() for unit in units}
    wanted |= {task.lead_unit_id for task in tasks if task.lead_unit_id}
    names = unit_names(session, wanted)
    return [
        _line(viewer, task, helpers.get(task.id, []), names, today) for task in tasks
    ]


def cooperating_units(
    session: Session, task_ids: Iterable[int]
) -> dict[int, list[int]]:
    """Return the ids of cooperating units by task, in their order."""
    rows = session.execute(
        select(TaskUnit.task_id, TaskUnit.unit_id)
        .where(TaskUnit.task_id.in_(list(task_ids)))
        .order_by(TaskUnit.task_id, TaskUnit.ordinal)
    )
    found: dict[int, list[int]] = {}
    for task_id, unit_id in rows:
        found.setdefault(task_id, []).append(unit_id)
    return found


def _line(
    viewer: TaskViewer,
    task: Task,
    helpers: list[int],
    names: dict[int, str],
    today: dt.date,
) -> TaskLine:
    state = TaskState(task.state)
    late = None if task.due_date is None else (today - task.due_date).days
    return TaskLine(
        id=task.id,
        uid=task.uid,
        text=task.text,
        state=state,
        timeliness=timeliness(state, task.due_date, today),
        lead_unit_id=task.lead_unit_id,
        lead_unit=names.get(task.lead_unit_id or 0, ""),
        cooperating_ids=helpers,
        cooperating=[names[unit] for unit in helpers],
        due_date=task.due_date,
        asked_due_date=task.asked_due_date,
        days_late=late,
        meeting_id=task.meeting_id,
        meeting_title=task.meeting_title,
        item_title=task.item_title,
        document_id=task.document_id,
        page=task.page,
        conclusion_id=task.conclusion_id,
        conclusion_number=task.conclusion_number,
        revision=task.revision,
        made_at=task.made_at,
        changed_at=task.changed_at,
        state_at=task.state_at,
        parts=sorted(parts_of(viewer, task, helpers)),
    )
