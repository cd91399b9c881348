"""Move an agenda item with its documents to another meeting."""

from msgspec.structs import replace
from sqlalchemy import select

from kiosk.agenda import actions as agenda
from kiosk.agenda.models import AgendaItem
from kiosk.documents.actions.copies import copy_documents
from kiosk.documents.actions.lifecycle import delete_document
from kiosk.documents.actions.publication import withdraw_document
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE
from kiosk.errors import N_, Conflict, Invalid
from kiosk.identity import Actor
from kiosk.meeting_admin.queries import documents_of_item
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.pagesync.models import LivePage
from kiosk.script_notes.actions import copy_notes
from kiosk.storage.jobs import Jobs
from kiosk.storage.unit_of_work import UnitOfWork


def move_item_to_meeting(
    work: UnitOfWork, jobs: Jobs, *, actor: Actor, target: Actor, item_id: int
) -> int:
    """Move an item with sub-items, script notes and documents; return its new id.

    There the documents are drafts on the same files. Here the published ones are
    withdrawn and stay on record, the others are deleted. `target` is the actor in the
    other meeting, who may prepare it.

    :raises NotFound: there is no such item.
    :raises Invalid: the target is the same meeting.
    :raises Conflict: a meeting is closed, the item is the current one, or a document
        is still being processed.
    """
    if target.meeting_id == actor.meeting_id:
        raise Invalid(N_("Xin chọn một hội nghị khác."), code="same_meeting")
    for meeting_id in (actor.meeting_id, target.meeting_id):
        meeting = work.session.get_one(Meeting, meeting_id)
        check_not_closed(MeetingState(meeting.state))
    item = agenda.get_item(work, actor, item_id)
    below = work.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.parent_id == item_id)
        .order_by(AgendaItem.ordinal, AgendaItem.id)
    ).all()
    _check_not_current(work, actor, {item_id, *(each.id for each in below)})
    moved = {item.id: _copy_item(work, item, target, None)}
    for each in below:
        moved[each.id] = _copy_item(work, each, target, moved[item.id])
    copy_notes(work, items=moved)
    copy_documents(
        work,
        source_id=actor.meeting_id,
        target_id=target.meeting_id,
        items=moved,
        assigned_only=True,
    )
    for document in documents_of_item(work.session, item_id):
        _take_away(work, jobs, actor, document)
    agenda.remove_item(work, actor=actor, item_id=item_id)
    return moved[item_id]


def _check_not_current(work: UnitOfWork, actor: Actor, item_ids: set[int]) -> None:
    live = work.session.get(LivePage, actor.meeting_id)
    if live is not None and live.item_id in item_ids:
        raise Conflict(
            N_("Nội dung này đang diễn ra nên chưa chuyển được. Xin kết thúc trước."),
            code="current_item",
        )


def _copy_item(
    work: UnitOfWork, item: AgendaItem, target: Actor, parent_id: int | None
) -> int:
    """Append a copy to the target's agenda; return its id."""
    presenter_id, text = _presenter_in(work, item, target.meeting_id)
    details = replace(
        agenda.details_of(item), presenter_id=presenter_id, presenter_text=text
    )
    copied = agenda.add_items(
        work, actor=target, details=[details], parent_id=parent_id
    )
    return copied[0]


def _presenter_in(
    work: UnitOfWork, item: AgendaItem, target_id: int
) -> tuple[int | None, str]:
    """Return the target's only member with the presenter's name, else the name."""
    if item.presenter_id is None:
        return None, item.presenter_text
    presenter = work.session.get_one(Member, item.presenter_id)
    same = work.session.scalars(
        select(Member.id).where(
            Member.meeting_id == target_id, Member.full_name == presenter.full_name
        )
    ).all()
    return (same[0], "") if len(same) == 1 else (None, presenter.full_name)


def _take_away(work: UnitOfWork, jobs: Jobs, actor: Actor, document: Document) -> None:
    if document.publication in READABLE:
        withdraw_document(work, actor=actor, document_id=document.id)
    if document.published_at is None:
        delete_document(work, jobs, actor=actor, document_id=document.id)
    else:
        document.item_id = None
