"""What the top of a screen says: which meeting, and who holds the device."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member


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
