"""Make tasks: by hand, and from issued conclusions, each once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import delete, select

from kiosk.agenda.models import AgendaItem
from kiosk.clock import VIETNAM
from kiosk.conclusions.queries import NumberedConclusion, issue_of
from kiosk.documents.models import Document
from kiosk.errors import N_, Conflict, Forbidden, Invalid, NotFound
from kiosk.meetings.models import Meeting
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.actions.history import add_entry
from kiosk.tasks.events import TasksAssigned
from kiosk.tasks.forms import TaskDetails, TaskSource, normalised_task
from kiosk.tasks.models import Task, TaskUnit
from kiosk.tasks.queries.meetings import conclusion_digest, conclusions_without_task
from kiosk.tasks.reminders import notify_units
from kiosk.tasks.rules import TaskAct, TaskPart, TaskState
from kiosk.units.actions import add_unit
from kiosk.units.models import Unit
from kiosk.units.queries import find_unit
from kiosk.units.rules import UnitDetails
from kiosk.vietnamese import fold

Row = TypeVar("Row", AgendaItem, Document)


@dataclass(frozen=True)
class MadeTasks:
    """What one press has made."""

    task_ids: list[int]
    # Names of units that were not known before.
    new_units: list[str]


def make_task(
    work: UnitOfWork,
    key: bytes,
    *,
    viewer: TaskViewer,
    details: TaskDetails,
    source: TaskSource = TaskSource(),  # noqa: B008 frozen
) -> Task:
    """Make a task by hand and notify its units.

    :param key: of the server, for the links in notices.
    :raises Forbidden: the viewer does not assign tasks of this meeting.
    :raises Invalid: the details are not allowed.
    :raises NotFound: there is no such unit, meeting, item or document.
    """
    if not viewer.manages(source.meeting_id):
        raise Forbidden(N_("Đồng chí không có quyền giao nhiệm vụ."))
    task = Task(**_copied_source(work, source))
    _add(work, viewer, task, details)
    if task.meeting_id is not None:
        work.record(TasksAssigned(meeting_id=task.meeting_id, task_ids=(task.id,)))
    notify_units(work, key, [task], TaskAct.ASSIGN)
    return task


def make_tasks_of_conclusions(
    work: UnitOfWork, key: bytes, *, viewer: TaskViewer, meeting_id: int
) -> MadeTasks:
    """Make a task of each issued conclusion that has none yet.

    Units that the list does not know are added to it; a conclusion without a unit
    becomes a task whose unit is still to be chosen.

    :param key: of the server, for the links in notices.
    :raises Forbidden: the viewer does not run this meeting.
    :raises Conflict: the conclusions are not issued.
    """
    if not viewer.manages(meeting_id):
        raise Forbidden(N_("Đồng chí không có quyền giao nhiệm vụ."))
    if issue_of(work.session, meeting_id) is None:
        raise Conflict(
            N_("Kết luận chưa ban hành. Xin ban hành rồi giao nhiệm vụ."),
            code="not_issued",
        )
    known: list[str] = []
    made = [
        _from_conclusion(work, viewer, meeting_id, each, known)
        for each in conclusions_without_task(work.session, meeting_id)
    ]
    ids = [task.id for task in made]
    if made:
        work.record(TasksAssigned(meeting_id=meeting_id, task_ids=tuple(ids)))
        notify_units(work, key, made, TaskAct.ASSIGN)
    return MadeTasks(ids, known)


def _from_conclusion(
    work: UnitOfWork,
    viewer: TaskViewer,
    meeting_id: int,
    each: NumberedConclusion,
    new_units: list[str],
) -> Task:
    said = each.details
    lead = unit_id_of(work, viewer, said.lead_unit, new_units)
    others = [
        unit_id
        for name in said.coordinating_units
        if (unit_id := unit_id_of(work, viewer, name, new_units)) is not None
    ]
    source = TaskSource(meeting_id, said.item_id, said.document_id, said.page)
    task = Task(
        conclusion_id=each.conclusion.id,
        conclusion_number=each.number,
        conclusion_digest=conclusion_digest(said),
        **_copied_source(work, source),
    )
    _add(work, viewer, task, TaskDetails(said.text, lead, tuple(others), said.due_date))
    return task


def unit_id_of(
    work: UnitOfWork, viewer: TaskViewer, name: str, new_units: list[str]
) -> int | None:
    """Return the unit of this name, added if the list lacks it; None for no name."""
    if not name.strip():
        return None
    unit = find_unit(work.session, name)
    if unit is None:
        unit = add_unit(work, by=viewer.name, details=UnitDetails(name[:200]))
        new_units.append(unit.name)
    return unit.id


def _add(
    work: UnitOfWork, viewer: TaskViewer, task: Task, details: TaskDetails
) -> None:
    task.uid = str(uuid.uuid4())
    task.made_by, task.made_at = viewer.name, work.now
    task.state, task.state_at = TaskState.ASSIGNED, work.now
    task.revision = 1
    write_details(work, task, details)
    task.first_due_date = task.due_date
    add_entry(work, viewer, task, TaskAct.ASSIGN, TaskPart.MANAGER)


def write_details(work: UnitOfWork, task: Task, details: TaskDetails) -> None:
    """Write the details of a new or changed task.

    :raises Invalid: they are not allowed, or name a unit that does not exist.
    """
    details = normalised_task(details, work.now.astimezone(VIETNAM).date())
    _check_units(work, [details.lead_unit_id, *details.cooperating])
    task.text, task.folded_text = details.text, fold(details.text)
    task.lead_unit_id, task.due_date = details.lead_unit_id, details.due_date
    task.changed_at = work.now
    work.session.add(task)
    work.session.flush()
    own = TaskUnit.task_id == task.id
    work.session.execute(delete(TaskUnit).where(own))
    work.session.add_all(
        TaskUnit(task_id=task.id, unit_id=unit_id, ordinal=ordinal)
        for ordinal, unit_id in enumerate(details.cooperating)
    )
    work.session.flush()


def _check_units(work: UnitOfWork, unit_ids: Sequence[int | None]) -> None:
    wanted = {unit_id for unit_id in unit_ids if unit_id is not None}
    known = set(work.session.scalars(select(Unit.id).where(Unit.id.in_(wanted))))
    if known != wanted:
        raise Invalid(N_("Không có đơn vị này."), code="no_unit")


def _copied_source(work: UnitOfWork, source: TaskSource) -> dict[str, object]:
    """Return the columns of a task about its source, with titles copied."""
    if source.meeting_id is None:
        if (source.item_id, source.document_id) != (None, None):
            raise Invalid(N_("Xin chọn hội nghị trước."), code="no_meeting")
        return {}
    meeting = work.session.get(Meeting, source.meeting_id)
    item = _own(work, AgendaItem, source.item_id, source.meeting_id)
    document = _own(work, Document, source.document_id, source.meeting_id)
    if meeting is None:
        raise NotFound(N_("Không có hội nghị này."), code="no_meeting")
    if source.page is not None and document is not None:
        _check_page(source.page, document.page_count)
    return {
        "meeting_id": meeting.id,
        "meeting_title": meeting.title,
        "body_name": meeting.body_name,
        "item_id": source.item_id,
        "item_title": item.title if item else "",
        "document_id": source.document_id,
        "page": source.page if document else None,
    }


def _own(
    work: UnitOfWork, kind: type[Row], row_id: int | None, meeting_id: int
) -> Row | None:
    if row_id is None:
        return None
    row = work.session.get(kind, row_id)
    if row is None or row.meeting_id != meeting_id:
        raise NotFound(N_("Nội dung hoặc tài liệu không thuộc hội nghị này."))
    return row


def _check_page(page: int, count: int) -> None:
    if not 1 <= page <= count:
        raise Invalid(
            N_("Tài liệu có {count} trang. Xin ghi trang từ 1 đến {count}."),
            code="no_page",
            count=count,
        )
