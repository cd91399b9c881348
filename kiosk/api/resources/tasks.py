"""Tasks across meetings: read, made by hand, changed."""

import datetime as dt
from typing import Annotated, Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.api.paging import Cursor, Limit, ListPage, id_before, page_of
from kiosk.api.requests import ApiRequest
from kiosk.clock import VIETNAM
from kiosk.errors import N_
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.actions.acts import change_task
from kiosk.tasks.actions.making import make_task
from kiosk.tasks.forms import Id, TaskDetails, TaskSource
from kiosk.tasks.models import Task
from kiosk.tasks.queries.lists import lines_of
from kiosk.tasks.queries.one import get_task
from kiosk.tasks.queries.structs import TaskLine
from kiosk.tasks.rules import TaskState, Timeliness


class TaskQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which tasks."""

    limit: Limit = 50
    cursor: Cursor = ""
    state: Annotated[
        TaskState | None, msgspec.Meta(description=N_("Chỉ ở trạng thái này."))
    ] = None
    meeting_id: Annotated[
        Id | None, msgspec.Meta(description=N_("Chỉ của hội nghị này."))
    ] = None
    lead_unit_id: Annotated[
        Id | None, msgspec.Meta(description=N_("Chỉ của đơn vị chủ trì này."))
    ] = None


class TaskBody(msgspec.Struct):
    """A task as it is now."""

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
    asked_due_date: Annotated[
        dt.date | None, msgspec.Meta(description=N_("Hạn mới mà đơn vị xin."))
    ]
    meeting_id: int | None
    meeting_title: str
    item_title: str
    document_id: int | None
    page: int | None
    conclusion_id: int | None
    revision: int
    made_at: dt.datetime
    changed_at: dt.datetime


class NewTask(msgspec.Struct, forbid_unknown_fields=True):
    """A task to make, and where it comes from."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=5000)]
    lead_unit_id: Id | None = None
    cooperating: Annotated[tuple[Id, ...], msgspec.Meta(max_length=60)] = ()
    due_date: dt.date | None = None
    meeting_id: Id | None = None
    item_id: Id | None = None
    document_id: Id | None = None
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)] | None = None


class ChangedTask(msgspec.Struct, forbid_unknown_fields=True):
    """What a task is to say from now on; what is left out is emptied."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=5000)]
    lead_unit_id: Id | None = None
    cooperating: Annotated[tuple[Id, ...], msgspec.Meta(max_length=60)] = ()
    due_date: dt.date | None = None


class MadeTaskBody(msgspec.Struct):
    """The new task; read it for the rest."""

    id: int
    revision: int


_FIELDS = TaskBody.__struct_fields__


def _viewer(request: ApiRequest) -> TaskViewer:
    return TaskViewer(request.caller.name, request.caller.label, sees_all=True)


def _bodies(session: Session, request: ApiRequest, tasks: list[Task]) -> list[TaskBody]:
    today = request.now.astimezone(VIETNAM).date()
    return [_body(one) for one in lines_of(session, _viewer(request), tasks, today)]


def _body(line: TaskLine) -> TaskBody:
    return TaskBody(**{name: getattr(line, name) for name in _FIELDS})


def list_tasks(session: Session, request: ApiRequest) -> ListPage[TaskBody]:
    """Return a page of the tasks."""
    query: Any = request.query
    wanted = select(Task).where(Task.id > id_before(query.cursor))
    for name in ("state", "meeting_id", "lead_unit_id"):
        if (value := getattr(query, name)) is not None:
            wanted = wanted.where(getattr(Task, name) == value)
    rows = session.scalars(wanted.order_by(Task.id).limit(query.limit + 1))
    tasks = page_of(rows, query, lambda task: task, lambda task: task.id)
    return ListPage(_bodies(session, request, tasks.items), tasks.next)


def read_task(session: Session, request: ApiRequest) -> TaskBody:
    """Return one task.

    :raises NotFound: there is none.
    """
    task, _ = get_task(session, _viewer(request), request.ids["task_id"])
    return _bodies(session, request, [task])[0]


def add_task(work: UnitOfWork, request: ApiRequest) -> MadeTaskBody:
    """Make a task and notify its units.

    :raises Invalid: it is not allowed, or names what does not exist.
    :raises NotFound: there is no such meeting, item or document.
    """
    form: NewTask = request.body
    task = make_task(
        work,
        request.server_key,
        viewer=_viewer(request),
        details=_details(form),
        source=TaskSource(form.meeting_id, form.item_id, form.document_id, form.page),
    )
    return MadeTaskBody(task.id, task.revision)


def replace_task(work: UnitOfWork, request: ApiRequest) -> TaskBody:
    """Change a task; its ETag was compared before.

    :raises NotFound: there is none.
    :raises Conflict: it is ended.
    """
    task, _ = get_task(work.session, _viewer(request), request.ids["task_id"])
    change_task(
        work,
        request.server_key,
        viewer=_viewer(request),
        task_id=task.id,
        revision=task.revision,
        details=_details(request.body),
    )
    work.session.flush()
    return read_task(work.session, request)


def _details(form: NewTask | ChangedTask) -> TaskDetails:
    return TaskDetails(form.text, form.lead_unit_id, form.cooperating, form.due_date)
