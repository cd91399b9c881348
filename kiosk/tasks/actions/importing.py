"""Make the tasks of a list: all new ones, or none."""

from collections.abc import Sequence

from kiosk.clock import VIETNAM
from kiosk.errors import N_, Conflict, Forbidden
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.table_files.rules import ListRow, plan_signature
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.actions.making import MadeTasks, make_task, unit_id_of
from kiosk.tasks.forms import TaskDetails
from kiosk.tasks.list_rules import PlannedTask, TaskChange
from kiosk.tasks.models import Task
from kiosk.tasks.queries.known import planned_tasks


def import_tasks(
    work: UnitOfWork,
    key: bytes,
    *,
    viewer: TaskViewer,
    rows: Sequence[ListRow],
    seen: str,
) -> MadeTasks:
    """Make the new tasks of a list, which belong to no meeting.

    :param key: of the server, for the links in notices.
    :param seen: the signature of the preview.
    :raises Forbidden: the requester does not assign all tasks.
    :raises Conflict: other tasks were made meanwhile.
    """
    if not viewer.sees_all:
        raise Forbidden(N_("Đồng chí không có quyền giao nhiệm vụ."))
    today = work.now.astimezone(VIETNAM).date()
    planned = planned_tasks(work.session, rows, today)
    new = [one for one in planned if one.change is TaskChange.NEW]
    if plan_signature(planned) != seen:
        raise Conflict(
            N_("Danh sách nhiệm vụ vừa thay đổi. Xin xem lại rồi xác nhận lần nữa."),
            code="changed_meanwhile",
        )
    added: list[str] = []
    ids = [_make(work, key, viewer, one, added).id for one in new]
    return MadeTasks(ids, added)


def _make(
    work: UnitOfWork,
    key: bytes,
    viewer: TaskViewer,
    one: PlannedTask,
    added: list[str],
) -> Task:
    lead = unit_id_of(work, viewer, one.lead, added)
    others = [
        unit_id
        for name in one.cooperating
        if (unit_id := unit_id_of(work, viewer, name, added)) is not None
    ]
    details = TaskDetails(one.text, lead, tuple(others), one.due_date)
    return make_task(work, key, viewer=viewer, details=details)
