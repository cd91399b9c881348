"""Facts of a meeting as values; pure. Names of rehearsal votes never occur here."""

import datetime as dt

import msgspec

from kiosk.meeting_papers.content.conclusion_notice import PaperConclusion
from kiosk.meetings.rules import MeetingState
from kiosk.minutes.facts.event_structs import Attendee, ItemEvent, VoteFact


class Sitting(msgspec.Struct, frozen=True):
    """A part of the meeting between two pauses; without `ended` it goes on."""

    began: dt.datetime
    ended: dt.datetime | None


class AttendanceRemark(msgspec.Struct, frozen=True):
    """What the roll says of one person: why they were absent, or when they came."""

    person: Attendee
    reason: str = ""
    at: dt.datetime | None = None


class GroupAttendance(msgspec.Struct, frozen=True):
    """Attendance of the official delegates, or of all invited people.

    `came` counts those who were there at any time. `excused` and `missing` are all of
    the absent, with and without a reason.
    """

    summoned: int = 0
    came: int = 0
    online: int = 0
    excused: tuple[AttendanceRemark, ...] = ()
    missing: tuple[AttendanceRemark, ...] = ()
    late: tuple[AttendanceRemark, ...] = ()
    left: tuple[AttendanceRemark, ...] = ()

    @property
    def absent(self) -> int:
        """Return how many never came."""
        return len(self.excused) + len(self.missing)


class SiteCount(msgspec.Struct, frozen=True):
    """Attendance of one site; an empty name: people without a site."""

    name: str
    summoned: int
    came: int
    excused: int

    @property
    def missing(self) -> int:
        """Return how many were absent without a reason."""
        return self.summoned - self.came - self.excused


class QuorumCall(msgspec.Struct, frozen=True):
    """The roll as it was called at the opening."""

    at: dt.datetime
    present: int
    of: int
    needed: int

    @property
    def is_reached(self) -> bool:
        """Return whether enough were present."""
        return self.of > 0 and self.present >= self.needed


class UsedDocument(msgspec.Struct, frozen=True):
    """A document used in the meeting; `withdrawn_at`: withdrawn before the end."""

    id: int
    title: str
    pages: int
    item_id: int | None = None
    withdrawn_at: dt.datetime | None = None


class ItemFact(msgspec.Struct, frozen=True):
    """An agenda item as it was held; id 0: outside the agenda.

    `at`: when it was called, or its first event; None: nothing is known to have
    happened. `called`: whether the chair has called it.
    """

    id: int
    number: str
    title: str
    kind: str = ""
    presenter: str = ""
    # A member; otherwise the presenter is a text of the agenda.
    presenter_is_member: bool = False
    is_on_paper: bool = False
    at: dt.datetime | None = None
    called: bool = False
    documents: tuple[UsedDocument, ...] = ()
    events: tuple[ItemEvent, ...] = ()


class AnnouncementFact(msgspec.Struct, frozen=True):
    """An announcement, and to whom."""

    at: dt.datetime
    text: str
    audience: str
    is_urgent: bool


class SiteOutage(msgspec.Struct, frozen=True):
    """When a site was cut off; without `back_at` until the end."""

    site: str
    lost_at: dt.datetime
    back_at: dt.datetime | None


class ConclusionFact(msgspec.Struct, frozen=True):
    """A numbered conclusion: its id, its number from 1, and what is printed."""

    id: int
    number: int
    content: PaperConclusion


class MeetingFacts(msgspec.Struct, frozen=True):
    """All facts of one meeting for its minutes."""

    meeting_id: int
    title: str
    body_name: str
    place: str
    starts_at: dt.datetime
    state: MeetingState
    sittings: tuple[Sitting, ...] = ()
    closed_at: dt.datetime | None = None
    chairs: tuple[Attendee, ...] = ()
    secretaries: tuple[Attendee, ...] = ()
    official: GroupAttendance = GroupAttendance()
    invited: GroupAttendance = GroupAttendance()
    sites: tuple[SiteCount, ...] = ()
    quorum: QuorumCall | None = None
    documents: tuple[UsedDocument, ...] = ()
    # In the order in which they were held.
    items: tuple[ItemFact, ...] = ()
    # Of the agenda, and neither called nor with an event.
    not_held: tuple[ItemFact, ...] = ()
    # Titles of the agenda's top level.
    agenda: tuple[str, ...] = ()
    announcements: tuple[AnnouncementFact, ...] = ()
    outages: tuple[SiteOutage, ...] = ()
    conclusions: tuple[ConclusionFact, ...] = ()

    @property
    def opened_at(self) -> dt.datetime | None:
        """Return when the meeting was opened first."""
        return self.sittings[0].began if self.sittings else None

    @property
    def votes(self) -> list[VoteFact]:
        """Return the votes, in the order in which they were held."""
        return [
            one
            for item in self.items
            for one in item.events
            if isinstance(one, VoteFact)
        ]
