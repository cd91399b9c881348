"""Queries on meetings and their members."""

from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.identity import Identity
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState, PinMode
from kiosk.roles import Permission, Role, may
from kiosk.vietnamese import collation_key, fold

# Names suggested while typing.
NAMES_SUGGESTED = 8
# Units suggested at once; a list of more is of no use.
UNITS_SUGGESTED = 400


@dataclass(frozen=True)
class MeetingWithRole:
    """A meeting in a person's list, and their role in it."""

    meeting: Meeting
    role: Role

    def may(self, permission: Permission) -> bool:
        """Return whether the role has this permission."""
        return may(self.role, permission)


def meetings_of(session: Session, identity: Identity) -> list[MeetingWithRole]:
    """Return the meetings of a member of staff: open ones first, closed ones last."""
    members = select(Member.meeting_id, Member.role).where(
        Member.account_id == identity.account_id
    )
    roles = {meeting_id: Role(role) for meeting_id, role in session.execute(members)}
    closed_last = case((Meeting.state == MeetingState.CLOSED, 1), else_=0)
    open_first = case((Meeting.state == MeetingState.OPEN, 0), else_=1)
    wanted = select(Meeting).order_by(
        closed_last, open_first, Meeting.starts_at.desc(), Meeting.id.desc()
    )
    if not identity.is_administrator:
        wanted = wanted.where(Meeting.id.in_(roles))
    return [
        MeetingWithRole(
            meeting,
            Role.ADMINISTRATOR if identity.is_administrator else roles[meeting.id],
        )
        for meeting in session.scalars(wanted)
    ]


def get_meeting(session: Session, meeting_id: int) -> Meeting:
    """Return the meeting.

    :raises NotFound: there is no such meeting.
    """
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(N_("Không có hội nghị này, hoặc đồng chí không được mời dự."))
    return meeting


def running_meetings(session: Session) -> list[int]:
    """Return the ids of the meetings in progress."""
    running = select(Meeting.id).where(Meeting.state == MeetingState.OPEN)
    return list(session.scalars(running))


def pin_mode(session: Session, meeting_id: int) -> PinMode:
    """Return the meeting's PIN mode."""
    return PinMode(get_meeting(session, meeting_id).pin_mode)


def find_members(session: Session, meeting_id: int, words: str) -> list[Member]:
    """Return some members whose names contain `words`, ignoring diacritics."""
    pattern = fold(words.strip()).replace("%", "").replace("_", "")
    if not pattern:
        return []
    return list(
        session.scalars(
            select(Member)
            .where(
                Member.meeting_id == meeting_id,
                Member.role != Role.WALL,
                Member.folded_name.contains(pattern, autoescape=True),
            )
            .order_by(Member.sort_key, Member.id)
            .limit(NAMES_SUGGESTED)
        )
    )


def units_of(session: Session, meeting_id: int) -> list[str]:
    """Return the units of the members, in the Vietnamese order, for suggestions."""
    of_meeting = select(Member.unit).where(
        Member.meeting_id == meeting_id, Member.unit != ""
    )
    units = session.scalars(of_meeting.distinct().limit(UNITS_SUGGESTED))
    return sorted(units, key=collation_key)
