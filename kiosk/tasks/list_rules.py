"""Columns of a list of tasks, and what an imported one would make; pure.

An exported list has the same columns, so that it can be read back: rows with the
number of a known task, or the words of one, are left as they are.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum

import msgspec

from kiosk.errors import N_
from kiosk.table_files.rules import ListRow, cell_of, find_columns, parse_list_day
from kiosk.tasks.forms import LONGEST_TASK, LONGEST_TERM
from kiosk.units.rules import LONGEST_NAME, name_key, one_line
from kiosk.vietnamese import fold, nfc


class TaskField(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TEXT = "text"
    LEAD = "lead"
    COOPERATING = "cooperating"
    DUE = "due"


TASK_HEADINGS: dict[TaskField, tuple[str, ...]] = {
    TaskField.NUMBER: ("ma nhiem vu", "ma so", "ma", "task number"),
    TaskField.TEXT: (
        *("noi dung nhiem vu", "nhiem vu", "noi dung", "cong viec", "noi dung cong"),
        *("task", "text"),
    ),
    TaskField.LEAD: (
        *("don vi chu tri", "chu tri", "co quan chu tri", "don vi thuc hien"),
        *("don vi", "lead unit", "unit"),
    ),
    TaskField.COOPERATING: (
        *("don vi phoi hop", "phoi hop", "co quan phoi hop", "cooperating units"),
    ),
    TaskField.DUE: (
        *("thoi han", "han", "thoi han hoan thanh", "han hoan thanh", "han xong"),
        *("thoi gian hoan thanh", "deadline", "due date"),
    ),
}


class TaskChange(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    WRONG = "wrong"


class PlannedTask(msgspec.Struct):
    """A row as it would be made."""

    row: int
    text: str
    lead: str
    cooperating: list[str]
    due_date: dt.date | None
    change: TaskChange = TaskChange.NEW
    # Why it is wrong: an untranslated sentence, and what fills it.
    problem: str = ""
    details: dict[str, str] = {}


class KnownTasks(msgspec.Struct, frozen=True):
    """What identifies a row as a task that exists already."""

    numbers: Collection[int]
    # Folded text and key of the lead unit.
    words: Collection[tuple[str, str]]


def plan_tasks(
    rows: Sequence[ListRow],
    known: KnownTasks,
    today: dt.date,
    unit_name: Callable[[str], str] = str,
) -> list[PlannedTask]:
    """Return what becomes of each row.

    :param unit_name: returns the name of the unit that a text names.
    :raises Invalid: there is no heading with the tasks' texts.
    """
    heading, columns = find_columns(rows, TASK_HEADINGS, TaskField.TEXT)
    planned = []
    seen = set(known.words)
    for row in rows[heading + 1 :]:
        if not cell_of(row, columns[TaskField.TEXT]):
            continue
        plan = _planned(row, columns, today)
        number = cell_of(row, columns.get(TaskField.NUMBER))
        words = words_key(plan.text, unit_name(plan.lead))
        is_known = number.isascii() and number.isdecimal()
        if (is_known and int(number[:12]) in known.numbers) or words in seen:
            plan.change, plan.problem = TaskChange.SAME, ""
        seen.add(words)
        planned.append(plan)
    return planned


def words_key(text: str, lead: str) -> tuple[str, str]:
    """Return what is equal for one task of one unit."""
    return " ".join(fold(text).split()), name_key(lead)


def _planned(
    row: ListRow, columns: dict[TaskField, int], today: dt.date
) -> PlannedTask:
    def cell(field: TaskField) -> str:
        return cell_of(row, columns.get(field))

    names = cell(TaskField.COOPERATING).replace("\n", ";").split(";")
    plan = PlannedTask(
        row=row.number,
        text=nfc(cell(TaskField.TEXT)),
        lead=one_line(cell(TaskField.LEAD)),
        cooperating=list(dict.fromkeys(filter(None, map(one_line, names)))),
        due_date=None,
    )
    _check(plan)
    written = cell(TaskField.DUE)
    try:
        plan.due_date = parse_list_day(written)
        is_near = not plan.due_date or abs(plan.due_date - today) <= LONGEST_TERM
    except ValueError:
        is_near = False
    if not is_near:
        _refuse(
            plan,
            N_("“{words}” không phải một ngày. Xin ghi như 31/12/2026."),
            words=written[:40],
        )
    return plan


def _check(plan: PlannedTask) -> None:
    if len(plan.text) > LONGEST_TASK:
        _refuse(plan, N_("Nội dung dài quá {limit} chữ."), limit=str(LONGEST_TASK))
    long_name = next(
        (name for name in (plan.lead, *plan.cooperating) if len(name) > LONGEST_NAME),
        None,
    )
    if long_name:
        _refuse(plan, N_("“{words}…” không phải tên một đơn vị."), words=long_name[:40])


def _refuse(plan: PlannedTask, sentence: str, **details: str) -> None:
    plan.change, plan.problem, plan.details = TaskChange.WRONG, sentence, details
