"""Query invitations: of a meeting, and by the token of a personal link."""

import datetime as dt
from collections import Counter

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.handouts.rules import INVITED_ROLES
from kiosk.invitations.models import Invitation
from kiosk.invitations.rules import Answer
from kiosk.invitations.tokens import stored_hash
from kiosk.meetings.models import Meeting, Member
from kiosk.notices.models import MemberContact
from kiosk.vietnamese import clock_time

# Lines on the screen.
LISTED = 500


class InvitationLine(msgspec.Struct, frozen=True):
    """An invited member as the secretariat sees them."""

    member_id: int
    name: str
    position: str
    unit: str
    email: str
    # Of their e-mails; "": the office's.
    language: str
    sent_at: dt.datetime | None
    is_ordered: bool
    problem: str
    reminded_at: dt.datetime | None
    answer: Answer
    reason: str
    substitute: str
    answered_at: dt.datetime | None


class InvitationCounts(msgspec.Struct, frozen=True):
    """Numbers of a meeting's invited members."""

    people: int
    without_email: int
    # With an address, and not ordered yet.
    unsent: int
    # Sent, and not answered.
    unanswered: int
    answers: dict[Answer, int]


class InvitationPage(msgspec.Struct, frozen=True):
    """What the personal link shows."""

    name: str
    title: str
    body_name: str
    place: str
    starts_at: dt.datetime
    time: str
    answer: Answer
    reason: str
    substitute_name: str
    substitute_position: str


def invitation_lines(session: Session, meeting_id: int) -> list[InvitationLine]:
    """Return the invited members in the order of names."""
    rows = session.execute(
        select(Member, MemberContact, Invitation)
        .outerjoin(MemberContact, MemberContact.member_id == Member.id)
        .outerjoin(Invitation, Invitation.member_id == Member.id)
        .where(Member.meeting_id == meeting_id, Member.role.in_(INVITED_ROLES))
        .order_by(Member.sort_key, Member.id)
    )
    return [_line(member, contact, invitation) for member, contact, invitation in rows]


def _line(
    member: Member, contact: MemberContact | None, invitation: Invitation | None
) -> InvitationLine:
    named: tuple[str, ...] = ()
    if invitation:
        named = (invitation.substitute_name, invitation.substitute_position)
    return InvitationLine(
        member_id=member.id,
        name=member.full_name,
        position=member.position,
        unit=member.unit,
        email=contact.email if contact else "",
        language=contact.language if contact else "",
        sent_at=invitation.sent_at if invitation else None,
        is_ordered=invitation is not None,
        problem=invitation.problem if invitation else "",
        reminded_at=invitation.reminded_at if invitation else None,
        answer=Answer(invitation.answer) if invitation else Answer.NONE,
        reason=invitation.reason if invitation else "",
        substitute=", ".join(filter(None, named)),
        answered_at=invitation.answered_at if invitation else None,
    )


def count_lines(lines: list[InvitationLine]) -> InvitationCounts:
    """Return the numbers of a meeting's lines."""
    answers = Counter(line.answer for line in lines if line.is_ordered)
    return InvitationCounts(
        people=len(lines),
        without_email=sum(not line.email for line in lines),
        unsent=sum(bool(line.email) and not line.is_ordered for line in lines),
        unanswered=sum(
            line.sent_at is not None and line.answer is Answer.NONE for line in lines
        ),
        answers={answer: answers[answer] for answer in Answer},
    )


def invitation_of(session: Session, key: bytes, token: str) -> Invitation:
    """Return the invitation of a personal link.

    :raises NotFound: the token belongs to none.
    """
    found = session.scalar(
        select(Invitation).where(Invitation.token_hash == stored_hash(key, token))
    )
    if found is None:
        raise NotFound(N_("Liên kết này không đúng hoặc đã được thay."))
    return found


def invitation_page(session: Session, key: bytes, token: str) -> InvitationPage:
    """Return what the personal link shows.

    :raises NotFound: the token belongs to no invitation.
    """
    invitation = invitation_of(session, key, token)
    member = session.get_one(Member, invitation.member_id)
    meeting = session.get_one(Meeting, member.meeting_id)
    return InvitationPage(
        name=member.full_name,
        title=meeting.title,
        body_name=meeting.body_name,
        place=meeting.place,
        starts_at=meeting.starts_at,
        time=clock_time(meeting.starts_at),
        answer=Answer(invitation.answer),
        reason=invitation.reason,
        substitute_name=invitation.substitute_name,
        substitute_position=invitation.substitute_position,
    )


def unfinished(session: Session) -> list[int]:
    """Return the meetings whose ordered invitations are still to be made."""
    waiting = (
        select(Member.meeting_id)
        .join(Invitation, Invitation.member_id == Member.id)
        .where(Invitation.sent_at.is_(None), Invitation.problem == "")
        .distinct()
    )
    return list(session.scalars(waiting))


def members_to_send(session: Session, meeting_id: int) -> list[int]:
    """Return the members whose ordered invitation is still to be made."""
    waiting = (
        select(Member.id)
        .join(Invitation, Invitation.member_id == Member.id)
        .where(
            Member.meeting_id == meeting_id,
            Invitation.sent_at.is_(None),
            Invitation.problem == "",
        )
        .order_by(Member.sort_key, Member.id)
    )
    return list(session.scalars(waiting))
