"""Copy a meeting: details, agenda, documents, draft votes; optionally members."""

from dataclasses import replace

from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.documents.actions.copies import copy_documents
from kiosk.identity import Identity
from kiosk.meetings.actions import create_meeting, details_of
from kiosk.meetings.models import Meeting, Member
from kiosk.script_notes.actions import copy_notes
from kiosk.sites.actions import copy_sites
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.actions.copies import copy_drafts


def clone_meeting(
    work: UnitOfWork,
    *,
    identity: Identity,
    source_id: int,
    title: str,
    with_members: bool,
) -> Meeting:
    """Create a draft with the source's agenda, script notes, documents and draft votes.

    The requester becomes the secretary. Live page, badges and sign-ins are not copied,
    nor votes that were opened. Documents are unpublished, on the source's stored files.

    :raises Forbidden: the requester signed in with a badge.
    :raises Conflict: a document of the source is still being converted.
    """
    source = work.session.get_one(Meeting, source_id)
    details = replace(details_of(source), title=title)
    meeting = create_meeting(work, identity=identity, details=details)
    meeting.is_demo = source.is_demo
    members = {}
    if with_members:
        members = _copy_members(work, source_id, meeting.id, identity)
    items = _copy_agenda(work, source_id, meeting.id, members)
    copy_notes(work, items=items)
    documents = copy_documents(
        work, source_id=source_id, target_id=meeting.id, items=items
    )
    copy_drafts(
        work,
        source_id=source_id,
        target_id=meeting.id,
        items=items,
        documents=documents,
    )
    return meeting


def _copy_members(
    work: UnitOfWork, source_id: int, target_id: int, identity: Identity
) -> dict[int, int]:
    """Copy the members and their sites; return new member ids by old ids."""
    sites = copy_sites(work, source_id=source_id, target_id=target_id)
    copier = work.session.scalars(
        select(Member.id).where(Member.meeting_id == target_id)
    ).one()
    copied = {}
    for member in work.session.scalars(
        select(Member).where(Member.meeting_id == source_id).order_by(Member.id)
    ).all():
        # The requester is a member of the copy already, as secretary.
        if member.account_id == identity.account_id:
            copied[member.id] = copier
            continue
        twin = Member(
            meeting_id=target_id,
            role=member.role,
            full_name=member.full_name,
            sort_key=member.sort_key,
            folded_name=member.folded_name,
            position=member.position,
            unit=member.unit,
            seat=member.seat,
            site_id=sites.get(member.site_id) if member.site_id else None,
            account_id=member.account_id,
        )
        work.session.add(twin)
        work.session.flush()
        copied[member.id] = twin.id
    return copied


def _copy_agenda(
    work: UnitOfWork, source_id: int, target_id: int, members: dict[int, int]
) -> dict[int, int]:
    """Copy the items in order; return new ids by old ids."""
    rows = work.session.execute(
        select(AgendaItem, Member.full_name)
        .outerjoin(Member, AgendaItem.presenter_id == Member.id)
        .where(AgendaItem.meeting_id == source_id)
        # Items before their sub-items.
        .order_by(AgendaItem.parent_id.is_not(None), AgendaItem.ordinal, AgendaItem.id)
    ).all()
    copied: dict[int, int] = {}
    for item, presenter in rows:
        presenter_id = members.get(item.presenter_id or 0)
        twin = AgendaItem(
            meeting_id=target_id,
            parent_id=copied[item.parent_id] if item.parent_id else None,
            ordinal=item.ordinal,
            title=item.title,
            kind=item.kind,
            presenter_id=presenter_id,
            # Without the members, their names are kept as text.
            presenter_text="" if presenter_id else presenter or item.presenter_text,
            planned_minutes=item.planned_minutes,
            visibility=item.visibility,
            is_on_paper=item.is_on_paper,
            changed_by=item.changed_by,
            changed_at=work.now,
        )
        work.session.add(twin)
        work.session.flush()
        copied[item.id] = twin.id
    return copied
