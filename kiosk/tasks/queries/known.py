"""Query what identifies rows of a list as tasks that exist already."""

import datetime as dt
from collections.abc import Sequence
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.table_files.rules import ListRow
from kiosk.tasks.list_rules import KnownTasks, PlannedTask, plan_tasks, words_key
from kiosk.tasks.models import Task
from kiosk.units.models import Unit
from kiosk.units.queries import find_unit


def planned_tasks(
    session: Session, rows: Sequence[ListRow], today: dt.date
) -> list[PlannedTask]:
    """Return what becomes of each row of a list.

    :raises Invalid: there is no heading with the tasks' texts.
    """

    @cache
    def unit_name(text: str) -> str:
        unit = find_unit(session, text)
        return unit.name if unit else text

    return plan_tasks(rows, known_tasks(session), today, unit_name)


def known_tasks(session: Session) -> KnownTasks:
    """Return the numbers and words of all tasks."""
    rows = session.execute(
        select(Task.id, Task.text, Unit.name).outerjoin(
            Unit, Task.lead_unit_id == Unit.id
        )
    ).all()
    return KnownTasks(
        numbers={task_id for task_id, _, _ in rows},
        words={words_key(text, name or "") for _, text, name in rows},
    )
