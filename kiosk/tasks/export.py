"""The export of tasks as XLSX and CSV; the key names who asked.

It holds what the requester saw with the filter, at the time of the request.
"""

import datetime as dt

import msgspec
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.clock import VIETNAM
from kiosk.errors import N_
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.storage.store import Store
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.queries.lists import task_lines
from kiosk.tasks.queries.structs import TaskFilter, TaskLine


class ExportOrder(msgspec.Struct, frozen=True):
    """What the requester may see and wants."""

    sees_all: bool
    unit_id: int | None
    meeting_ids: list[int]
    wanted: TaskFilter


class TaskList(msgspec.Struct, frozen=True):
    """The content of an export."""

    lines: list[TaskLine]


def export_options(viewer: TaskViewer, wanted: TaskFilter) -> str:
    """Return the options of an export."""
    order = ExportOrder(
        viewer.sees_all, viewer.unit_id, sorted(viewer.meeting_ids), wanted
    )
    return msgspec.json.encode(order).decode()


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    order = msgspec.json.decode(export.options, type=ExportOrder)
    viewer = TaskViewer(
        "", "server", order.sees_all, order.unit_id, frozenset(order.meeting_ids)
    )
    today = clock.now().astimezone(VIETNAM).date()
    with store.read_session() as session:
        lines = task_lines(session, viewer, order.wanted, today, rows=None)
    return ExportPlan(TaskList(lines), total=len(lines), suffixes=("xlsx", "csv"))


def _is_wanted(_session: Session, _export: Export) -> bool:
    return True


TASK_LIST = ExportKind(
    name="tasks",
    module="kiosk.tasks.export_child",
    plan=_plan,
    running=N_("Danh sách đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có tệp danh sách. Xin bấm “Xuất danh sách”."),
    is_wanted=_is_wanted,
    kept_for=dt.timedelta(days=1),
    # Before the rendering of documents.
    priority=30,
)
