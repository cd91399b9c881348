"""What changes a meeting as a whole: making it, editing it, taking it a step on."""

import datetime as dt
from dataclasses import asdict, dataclass, replace

from kiosk.errors import N_, ChangedMeanwhile, Forbidden
from kiosk.identity import Actor, Identity
from kiosk.meetings.events import MeetingChanged, MeetingStepped
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import (
    DEFAULT_LEASE_HOURS,
    MeetingState,
    PinMode,
    check_lease,
    check_not_closed,
    check_title,
    check_transition,
    permission_for_state,
)
from kiosk.roles import Role
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import fold, name_key, nfc


@dataclass(frozen=True)
class MeetingDetails:
    """What the secretary writes of a meeting."""

    title: str
    body_name: str
    place: str
    starts_at: dt.datetime
    # So long a tablet without the network keeps the papers.
    lease_hours: int = DEFAULT_LEASE_HOURS
    pin_mode: PinMode = PinMode.NONE

    def normalised(self) -> "MeetingDetails":
        """Return them in NFC, without spaces at their ends."""
        return replace(
            self,
            title=nfc(self.title),
            body_name=nfc(self.body_name),
            place=nfc(self.place),
        )


def details_of(meeting: Meeting) -> MeetingDetails:
    """Return what is written of the meeting now."""
    return MeetingDetails(
        meeting.title,
        meeting.body_name,
        meeting.place,
        meeting.starts_at,
        meeting.lease_hours,
        PinMode(meeting.pin_mode),
    )


def create_meeting(
    work: UnitOfWork, *, identity: Identity, words: MeetingDetails
) -> Meeting:
    """Make a meeting in draft; whoever makes it becomes its secretary.

    :raises Forbidden: a badge makes no meetings.
    :raises Invalid: it has no title.
    """
    if identity.account_id is None:
        raise Forbidden(N_("Đồng chí không có quyền làm việc này."))
    words = words.normalised()
    check_title(words.title)
    check_lease(words.lease_hours)
    meeting = Meeting(
        **asdict(words),
        state=MeetingState.DRAFT,
        changed_by=identity.name,
        changed_at=work.now,
        created_at=work.now,
    )
    work.session.add(meeting)
    work.session.flush()
    secretary = Member(
        meeting_id=meeting.id,
        role=Role.SECRETARY,
        full_name=identity.name,
        sort_key=name_key(identity.name),
        folded_name=fold(identity.name),
        account_id=identity.account_id,
    )
    work.session.add(secretary)
    work.session.flush()
    return meeting


def change_meeting(
    work: UnitOfWork, *, actor: Actor, revision: int, words: MeetingDetails
) -> int:
    """Write the meeting's words anew and return its next revision.

    :raises ChangedMeanwhile: somebody else changed it since `revision`.
    :raises Conflict: the meeting is closed.
    :raises Invalid: it has no title.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
    words = words.normalised()
    check_title(words.title)
    check_lease(words.lease_hours)
    if words == details_of(meeting):
        return meeting.revision
    if meeting.revision != revision:
        raise ChangedMeanwhile(
            theirs=asdict(details_of(meeting))
            | {"starts_at": meeting.starts_at.isoformat()},
            changed_by=meeting.changed_by,
            changed_at=meeting.changed_at,
            revision=meeting.revision,
        )
    for name, value in asdict(words).items():
        setattr(meeting, name, value)
    meeting.revision += 1
    meeting.changed_by, meeting.changed_at = actor.name, work.now
    work.record(MeetingChanged(meeting_id=meeting.id))
    return meeting.revision


def change_state(
    work: UnitOfWork, *, actor: Actor, new: MeetingState, ended_sign_ins: int = 0
) -> None:
    """Take the meeting to the state `new`.

    :raises Forbidden: this step is not the actor's to take.
    :raises Conflict: the rules know no such step.
    """
    if not actor.may(permission_for_state(new)):
        raise Forbidden(N_("Đồng chí không có quyền làm việc này."))
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_transition(MeetingState(meeting.state), new)
    meeting.state = new
    work.record(
        MeetingStepped(meeting_id=meeting.id, state=new, ended_sign_ins=ended_sign_ins)
    )
