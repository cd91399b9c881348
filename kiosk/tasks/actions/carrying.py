"""Carry what became of earlier conclusions into the agenda of the next meeting."""

from kiosk.agenda.actions import ItemDetails, add_item
from kiosk.agenda.models import AgendaItem
from kiosk.agenda.rules import ItemKind
from kiosk.clock import VIETNAM
from kiosk.documents.actions.lifecycle import Upload, add_document
from kiosk.documents.models import Document
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.official_papers.rules import PaperFamily
from kiosk.roles import Role, Visibility
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.carrying import ITEM_MINUTES, ITEM_TITLE, ReportState
from kiosk.tasks.models import TaskReport
from kiosk.tasks.queries.carrying import carried_tasks


def ask_report(work: UnitOfWork, *, actor: Actor, family: PaperFamily) -> None:
    """Add the item to the agenda, once, and ask for its document.

    :raises Conflict: the meeting is closed, or there is nothing to report.
    """
    meeting_id = actor.meeting_id
    meeting = get_meeting(work.session, meeting_id)
    check_not_closed(MeetingState(meeting.state))
    today = work.now.astimezone(VIETNAM).date()
    if not carried_tasks(work.session, meeting_id, today):
        raise Conflict(
            N_("Chưa có nhiệm vụ nào từ các kỳ họp trước của cơ quan này."),
            code="no_tasks",
        )
    report = work.session.get(TaskReport, meeting_id)
    if report is None:
        report = TaskReport(meeting_id=meeting_id)
        work.session.add(report)
    report.family, report.state = family, ReportState.WAITING
    report.asked_by, report.asked_at = actor.name, work.now
    if report.item_id is None:
        report.item_id = _add_item(work, actor).id
    work.session.flush()


def _add_item(work: UnitOfWork, actor: Actor) -> AgendaItem:
    details = ItemDetails(
        title=ITEM_TITLE,
        kind=ItemKind.REPORT,
        presenter_id=None,
        presenter_text="",
        planned_minutes=ITEM_MINUTES,
        visibility=Visibility.DELEGATES,
    )
    return add_item(work, actor=actor, details=details)


def store_report(
    work: UnitOfWork, store: Store, *, meeting_id: int, upload: Upload
) -> None:
    """Add the finished report as a draft, or as a new version of the last one.

    :raises NotFound, Conflict: the meeting, or its item, does not take it any more.
    """
    report = work.session.get_one(TaskReport, meeting_id)
    # The permission was checked when it was asked for.
    actor = Actor(meeting_id, Role.SECRETARY, report.asked_by, sign_in_id=0)
    last = work.session.get(Document, report.document_id or 0)
    upload = Upload(
        upload.path,
        upload.stored,
        upload.file_name,
        upload.media_type,
        replaces_id=last.id if last is not None else None,
    )
    report.document_id = add_document(
        work,
        store.files,
        store.prompt_jobs,
        actor=actor,
        upload=upload,
        item_id=report.item_id,
    )
    report.state = ReportState.MADE
    work.session.flush()


def fail_report(work: UnitOfWork, *, meeting_id: int) -> None:
    """Keep that the report could not be made."""
    report = work.session.get(TaskReport, meeting_id)
    if report is not None:
        report.state = ReportState.FAILED
