"""What units and the office do with a task, by the table of rules."""

from collections.abc import Callable

from sqlalchemy import select

from kiosk.clock import VIETNAM
from kiosk.errors import N_, Conflict, Invalid
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.actions.history import add_entry
from kiosk.tasks.actions.making import write_details
from kiosk.tasks.events import TaskChanged
from kiosk.tasks.forms import TaskActForm, TaskDetails, checked_act
from kiosk.tasks.models import Task, TaskFile
from kiosk.tasks.queries.lists import cooperating_units
from kiosk.tasks.queries.one import get_task
from kiosk.tasks.reminders import notify_managers, notify_units
from kiosk.tasks.rules import (
    TaskAct,
    TaskPart,
    TaskState,
    rule_for,
    state_after,
)

# Who reads of it: the units, or those who assigned.
_FROM_MANAGER = frozenset(
    {
        TaskAct.GRANT_EXTENSION,
        TaskAct.REFUSE_EXTENSION,
        TaskAct.RETURN,
        TaskAct.CONFIRM,
        TaskAct.REMIND,
        TaskAct.WITHDRAW,
    }
)
_TO_MANAGER = frozenset({TaskAct.ASK_EXTENSION, TaskAct.DECLARE_DONE})


def perform_act(
    work: UnitOfWork, key: bytes, *, viewer: TaskViewer, task_id: int, form: TaskActForm
) -> Task:
    """Carry out an act and write it into the history.

    :param key: of the server, for the links in notices.
    :raises NotFound: there is no such task for the viewer.
    :raises Forbidden: they may never do it.
    :raises Conflict: not in this state, or the task was changed meanwhile.
    :raises Invalid: words, files or the new deadline are not allowed.
    """
    task, parts = get_task(work.session, viewer, task_id)
    if form.act is TaskAct.CHANGE:
        raise Invalid(N_("Xin sửa nhiệm vụ bằng nút “Sửa”."))
    state = state_after(TaskState(task.state), parts, form.act)
    _check_revision(task, form.revision)
    today = work.now.astimezone(VIETNAM).date()
    form = checked_act(form, task.due_date, today)
    _check_unit_chosen(task, form.act)
    rule = rule_for(TaskState(task.state), parts, form.act)
    part = rule.part if rule else TaskPart.MANAGER
    if effect := _EFFECTS.get(form.act):
        effect(task, form)
    _set_state(work, task, state)
    entry = add_entry(work, viewer, task, form.act, part, form.text)
    _attach(work, viewer, task, entry.id, form.file_ids)
    _notify(work, key, task, form)
    return task


def change_task(
    work: UnitOfWork,
    key: bytes,
    *,
    viewer: TaskViewer,
    task_id: int,
    revision: int,
    details: TaskDetails,
) -> Task:
    """Replace a task's text, units and deadline.

    Another lead unit has to accept it anew; what the first one asked for is dropped.

    :param key: of the server, for the links in notices.
    :raises NotFound: there is no such task for the viewer.
    :raises Forbidden: they do not manage it.
    :raises Conflict: it is ended, or was changed meanwhile.
    :raises Invalid: the details are not allowed.
    """
    task, parts = get_task(work.session, viewer, task_id)
    state = state_after(TaskState(task.state), parts, TaskAct.CHANGE)
    _check_revision(task, revision)
    lead, before = task.lead_unit_id, _words(work, task)
    write_details(work, task, details)
    if before == _words(work, task):
        return task
    if task.lead_unit_id != lead:
        state, task.asked_due_date = TaskState.ASSIGNED, None
    _set_state(work, task, state)
    add_entry(work, viewer, task, TaskAct.CHANGE, TaskPart.MANAGER, task.text)
    _record(work, task, TaskAct.CHANGE)
    notify_units(work, key, [task], TaskAct.CHANGE)
    return task


def _words(work: UnitOfWork, task: Task) -> tuple[object, ...]:
    helpers = cooperating_units(work.session, [task.id]).get(task.id, [])
    return task.text, task.lead_unit_id, task.due_date, helpers


def _check_revision(task: Task, revision: int) -> None:
    if task.revision != revision:
        raise Conflict(
            N_("Nhiệm vụ vừa chuyển trạng thái. Xin xem lại rồi làm tiếp."),
            code="wrong_task_state",
        )


def _check_unit_chosen(task: Task, act: TaskAct) -> None:
    if act is TaskAct.REMIND and task.lead_unit_id is None:
        raise Conflict(
            N_("Nhiệm vụ chưa có đơn vị chủ trì. Xin chọn đơn vị trước."),
            code="no_lead_unit",
        )


def _ask(task: Task, form: TaskActForm) -> None:
    task.asked_due_date = form.due_date


def _grant(task: Task, form: TaskActForm) -> None:
    task.due_date, task.asked_due_date = form.due_date, None


def _drop_request(task: Task, _form: TaskActForm) -> None:
    task.asked_due_date = None


_EFFECTS: dict[TaskAct, Callable[[Task, TaskActForm], None]] = {
    TaskAct.ASK_EXTENSION: _ask,
    TaskAct.GRANT_EXTENSION: _grant,
    TaskAct.REFUSE_EXTENSION: _drop_request,
    TaskAct.WITHDRAW: _drop_request,
}


def _set_state(work: UnitOfWork, task: Task, state: TaskState) -> None:
    if state != task.state:
        task.state, task.state_at = state, work.now
    task.revision += 1
    task.changed_at = work.now
    work.session.flush()


def _attach(
    work: UnitOfWork,
    viewer: TaskViewer,
    task: Task,
    entry_id: int,
    file_ids: tuple[int, ...],
) -> None:
    """Attach what the viewer has uploaded for this task.

    :raises Invalid: a file is not theirs, or attached already.
    """
    if not file_ids:
        return
    mine = select(TaskFile).where(
        TaskFile.id.in_(file_ids),
        TaskFile.task_id == task.id,
        TaskFile.entry_id.is_(None),
        TaskFile.added_by == viewer.label,
    )
    found = {file.id: file for file in work.session.scalars(mine)}
    if len(found) != len(file_ids):
        raise Invalid(N_("Có tệp chưa tải lên xong. Xin chọn lại tệp."), code="no_file")
    for file in found.values():
        file.entry_id = entry_id
    work.session.flush()


def _record(work: UnitOfWork, task: Task, act: TaskAct) -> None:
    if task.meeting_id is not None:
        work.record(
            TaskChanged(
                meeting_id=task.meeting_id, task_id=task.id, act=act, state=task.state
            )
        )


def _notify(work: UnitOfWork, key: bytes, task: Task, form: TaskActForm) -> None:
    _record(work, task, form.act)
    if form.act in _FROM_MANAGER:
        notify_units(work, key, [task], form.act, form.text)
    elif form.act in _TO_MANAGER:
        notify_managers(work, task, form.act, form.text)
