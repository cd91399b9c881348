"""Order and queue invitations, remind, and take answers."""

import secrets
from collections import defaultdict

import msgspec
from sqlalchemy import select

from kiosk.clock import VIETNAM
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.invitations.events import InvitationAnswered
from kiosk.invitations.models import Invitation
from kiosk.invitations.queries import invitation_lines, invitation_of
from kiosk.invitations.rules import (
    Answer,
    ContactForm,
    InvitationReply,
    checked_answer,
    pasted_contacts,
)
from kiosk.invitations.tokens import rsvp_link, stored_hash, token_of
from kiosk.meetings.calendar import calendar_meeting, meetings_calendar
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.notices.actions import queue_notice, set_contact
from kiosk.notices.queries import contact_of
from kiosk.notices.rules import Attachment, Notice, Recipient, is_address
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import clock_time


def _check_open(work: UnitOfWork, meeting_id: int) -> Meeting:
    meeting = work.session.get_one(Meeting, meeting_id)
    check_not_closed(MeetingState(meeting.state))
    return meeting


def order_invitations(work: UnitOfWork, *, actor: Actor, key: bytes) -> int:
    """Order an invitation for each invited member with an address and none yet.

    Those that could not be made are ordered again. Return their number; the worker
    makes them.

    :raises Conflict: the meeting is closed.
    """
    _check_open(work, actor.meeting_id)
    ordered = 0
    for line in invitation_lines(work.session, actor.meeting_id):
        if not line.email or (line.is_ordered and not line.problem):
            continue
        ordered += 1
        if line.is_ordered:
            work.session.get_one(Invitation, line.member_id).problem = ""
            continue
        seed = secrets.token_hex(16)
        work.session.add(
            Invitation(
                member_id=line.member_id,
                seed=seed,
                token_hash=stored_hash(key, token_of(key, seed)),
                ordered_by=actor.name,
                ordered_at=work.now,
            )
        )
    return ordered


def queue_invitation(
    work: UnitOfWork, *, member_id: int, key: bytes, file: Attachment
) -> None:
    """Queue an invitation whose file is made; with the meeting for a calendar.

    One that was queued already, or is not wanted any more, is left out.
    """
    invitation = work.session.get(Invitation, member_id)
    if invitation is None or invitation.sent_at is not None:
        return
    member = work.session.get_one(Member, member_id)
    meeting = work.session.get_one(Meeting, member.meeting_id)
    calendar = meetings_calendar([calendar_meeting(meeting)]).decode()
    invitation.sent_at = work.now
    notice = _notice(work, "invitation", invitation, key)
    queue_notice(
        work,
        msgspec.structs.replace(notice, attachments=(file,), calendar=calendar),
    )


def _notice(work: UnitOfWork, kind: str, invitation: Invitation, key: bytes) -> Notice:
    member = work.session.get_one(Member, invitation.member_id)
    meeting = work.session.get_one(Meeting, member.meeting_id)
    email, language = contact_of(work.session, member.id)
    return Notice(
        kind=kind,
        recipient=Recipient(
            name=member.full_name,
            email=email or None,
            member_id=member.id,
            account_id=member.account_id,
        ),
        parameters={
            "title": meeting.title,
            "clock": clock_time(meeting.starts_at),
            "day": meeting.starts_at.astimezone(VIETNAM).date().isoformat(),
            "place": meeting.place,
        },
        language=language,
        refers_to=f"invitation:{member.id}",
        link=rsvp_link(key, invitation.seed),
        meeting_id=meeting.id,
    )


def store_problem(work: UnitOfWork, *, member_id: int, problem: str) -> None:
    """Store why an invitation could not be made."""
    invitation = work.session.get(Invitation, member_id)
    if invitation is not None:
        invitation.problem = problem


def remind(work: UnitOfWork, *, actor: Actor, key: bytes) -> int:
    """Queue a reminder to each member who has an invitation and has not answered.

    Return their number.

    :raises Conflict: the meeting is closed.
    """
    _check_open(work, actor.meeting_id)
    waiting = work.session.scalars(
        select(Invitation)
        .join(Member, Member.id == Invitation.member_id)
        .where(
            Member.meeting_id == actor.meeting_id,
            Invitation.sent_at.is_not(None),
            Invitation.answer == Answer.NONE,
        )
        .order_by(Member.sort_key, Member.id)
    ).all()
    for invitation in waiting:
        queue_notice(work, _notice(work, "invitation_reminder", invitation, key))
        invitation.reminded_at = work.now
    return len(waiting)


def answer_invitation(work: UnitOfWork, *, key: bytes, form: InvitationReply) -> None:
    """Take the answer of the holder of a personal link; a later one replaces it.

    :raises NotFound: the token belongs to no invitation.
    :raises Invalid: reason or substitute is missing.
    :raises Conflict: the meeting is closed.
    """
    answer = checked_answer(form)
    invitation = invitation_of(work.session, key, answer.token)
    member = work.session.get_one(Member, invitation.member_id)
    _check_open(work, member.meeting_id)
    invitation.answer, invitation.reason = answer.answer, answer.reason
    invitation.substitute_name = answer.substitute_name
    invitation.substitute_position = answer.substitute_position
    invitation.answered_at = work.now
    work.record(
        InvitationAnswered(
            meeting_id=member.meeting_id, member_id=member.id, answer=answer.answer
        )
    )


def set_member_contact(
    work: UnitOfWork, *, actor: Actor, member_id: int, form: ContactForm
) -> None:
    """Set where and in which language a member of the meeting receives e-mail.

    An empty address removes both.

    :raises NotFound: the meeting has no such member.
    :raises Invalid: it cannot be an address.
    """
    member = work.session.get(Member, member_id)
    if member is None or member.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có người này trong danh sách."))
    set_contact(work, member_id=member_id, email=form.email, language=form.language)


class PastedContacts(msgspec.Struct, frozen=True):
    """What became of a pasted list: numbers of lines."""

    taken: int
    # Folded names that nobody, or more than one member, has, and wrong addresses.
    unknown: list[str]
    ambiguous: list[str]
    wrong: list[str]


def paste_contacts(work: UnitOfWork, *, actor: Actor, text: str) -> PastedContacts:
    """Take addresses by name; lines that fit nobody or several change nothing.

    :raises Invalid: there are too many lines.
    """
    of_name: dict[str, list[int]] = defaultdict(list)
    rows = work.session.execute(
        select(Member.folded_name, Member.id).where(
            Member.meeting_id == actor.meeting_id
        )
    )
    for folded, member_id in rows:
        of_name[folded].append(member_id)
    taken = 0
    unknown: list[str] = []
    ambiguous: list[str] = []
    wrong: list[str] = []
    for line in pasted_contacts(text):
        members = of_name.get(line.folded_name, [])
        if not is_address(line.email):
            wrong.append(line.email or line.folded_name)
        elif len(members) == 1:
            set_contact(
                work, member_id=members[0], email=line.email, language=line.language
            )
            taken += 1
        else:
            (ambiguous if members else unknown).append(line.folded_name)
    return PastedContacts(taken, unknown, ambiguous, wrong)
