"""Create a meeting, edit its details and change its state."""

import datetime as dt
from dataclasses import asdict, dataclass, replace

from kiosk.errors import N_, ChangedMeanwhile, Conflict, Forbidden
from kiosk.identity import Actor, Identity
from kiosk.meetings.events import MeetingChanged, MeetingStepped
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import (
    DEFAULT_LEASE_HOURS,
    SEEN_OTHERWISE,
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
    """A meeting's details as entered by the secretary."""

    title: str
    body_name: str
    place: str
    starts_at: dt.datetime
    # How long a tablet without network keeps the documents.
    lease_hours: int = DEFAULT_LEASE_HOURS
    pin_mode: PinMode = PinMode.NONE

    def normalised(self) -> "MeetingDetails":
        """Return the details with texts in NFC and stripped."""
        return replace(
            self,
            title=nfc(self.title),
            body_name=nfc(self.body_name),
            place=nfc(self.place),
        )


def details_of(meeting: Meeting) -> MeetingDetails:
    """Return the meeting's current details."""
    return MeetingDetails(
        meeting.title,
        meeting.body_name,
        meeting.place,
        meeting.starts_at,
        meeting.lease_hours,
        PinMode(meeting.pin_mode),
    )


def create_meeting(
    work: UnitOfWork, *, identity: Identity, details: MeetingDetails
) -> Meeting:
    """Create a meeting in draft with the requester as its secretary.

    :raises Forbidden: the requester signed in with a badge.
    :raises Invalid: the title or lease is not allowed.
    """
    if identity.account_id is None:
        raise Forbidden(N_("Đồng chí không có quyền làm việc này."))
    details = details.normalised()
    check_title(details.title)
    check_lease(details.lease_hours)
    meeting = Meeting(
        **asdict(details),
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
    work: UnitOfWork, *, actor: Actor, revision: int, details: MeetingDetails
) -> int:
    """Replace the meeting's details and return its new revision.

    :raises ChangedMeanwhile: it was changed since `revision`.
    :raises Conflict: the meeting is closed.
    :raises Invalid: the title or lease is not allowed.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
    details = details.normalised()
    check_title(details.title)
    check_lease(details.lease_hours)
    if details == details_of(meeting):
        return meeting.revision
    if meeting.revision != revision:
        raise ChangedMeanwhile(
            theirs=asdict(details_of(meeting))
            | {"starts_at": meeting.starts_at.isoformat()},
            changed_by=meeting.changed_by,
            changed_at=meeting.changed_at,
            revision=meeting.revision,
        )
    for name, value in asdict(details).items():
        setattr(meeting, name, value)
    meeting.revision += 1
    meeting.changed_by, meeting.changed_at = actor.name, work.now
    work.record(MeetingChanged(meeting_id=meeting.id))
    return meeting.revision


def is_state_held(
    work: UnitOfWork, *, actor: Actor, new: MeetingState, instead_of: MeetingState
) -> bool:
    """Tell whether another person has changed the state to `new` already.

    :param instead_of: the state that the actor saw.
    :raises Forbidden: the actor may not make this transition.
    :raises Conflict: another person has changed it to a third state.
    """
    if not actor.may(permission_for_state(new)):
        raise Forbidden(N_("Đồng chí không có quyền làm việc này."))
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    if meeting.state not in {instead_of, new}:
        raise Conflict(
            SEEN_OTHERWISE[MeetingState(meeting.state)],
            code="state_changed",
            name=meeting.state_changed_by or "?",
        )
    return meeting.state == new


def change_state(
    work: UnitOfWork, *, actor: Actor, new: MeetingState, ended_sign_ins: int = 0
) -> None:
    """Change the meeting's state to `new`.

    :raises Forbidden: the actor may not make this transition.
    :raises Conflict: there is no such transition.
    """
    if not actor.may(permission_for_state(new)):
        raise Forbidden(N_("Đồng chí không có quyền làm việc này."))
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_transition(MeetingState(meeting.state), new)
    meeting.state = new
    meeting.state_changed_by = actor.name
    work.record(
        MeetingStepped(meeting_id=meeting.id, state=new, ended_sign_ins=ended_sign_ins)
    )
