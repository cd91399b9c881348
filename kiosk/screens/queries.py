"""What the top of a screen says: which meeting, and who holds the device."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Permission


@dataclass(frozen=True)
class Heading:
    """The meeting, and its holder's name and seat."""

    meeting: Meeting
    name: str
    seat: str


def heading(session: Session, actor: Actor) -> Heading:
    """Return what the top of the actor's screen says."""
    member = session.get(Member, actor.member_id) if actor.member_id else None
    return Heading(
        meeting=session.get_one(Meeting, actor.meeting_id),
        name=actor.name,
        seat=member.seat if member else "",
    )


def holder(actor: Actor) -> str:
    """Return for whom a device may keep this meeting's papers; empty: for nobody.

    Who sees drafts keeps nothing: a draft may change or go without a word.
    """
    if actor.member_id is None or actor.may(Permission.READ_DRAFTS):
        return ""
    return f"{actor.meeting_id}.{actor.member_id}"
