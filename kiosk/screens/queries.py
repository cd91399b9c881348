"""Query the heading of a screen: the meeting, and the device's holder."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Permission


@dataclass(frozen=True)
class ScreenHeading:
    """The meeting, and the holder's name, seat and site."""

    meeting: Meeting
    name: str
    seat: str
    site_id: int | None


def heading(session: Session, actor: Actor) -> ScreenHeading:
    """Return the heading of the actor's screen."""
    member = session.get(Member, actor.member_id) if actor.member_id else None
    return ScreenHeading(
        meeting=session.get_one(Meeting, actor.meeting_id),
        name=actor.name,
        seat=member.seat if member else "",
        site_id=member.site_id if member else None,
    )


def holder(actor: Actor) -> str:
    """Return the key under which a device caches the meeting's documents; "": never.

    Those who see drafts cache nothing: a draft may change or go without an event.
    """
    if actor.member_id is None or actor.may(Permission.READ_DRAFTS):
        return ""
    return f"{actor.meeting_id}.{actor.member_id}"
