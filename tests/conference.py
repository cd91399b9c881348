"""Make a meeting with a row of every kind, for tests of whole screens.

Names are ASCII and end in a digit: on an English screen every Vietnamese letter then
comes from the product, and rows differ in their digits only.
"""

from dataclasses import dataclass, field

import msgspec

from kiosk import clock
from kiosk.checkins.models import Gate
from kiosk.consultations.rules import ASKED_ROLES
from kiosk.documents.rules import Publication
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.minutes.actions.drafts import store_draft
from kiosk.minutes.models import Minutes
from kiosk.minutes.rules import DraftState, MinutesState
from kiosk.official_papers.rules import PaperFamily
from kiosk.opinions.models import Opinion
from kiosk.pagesync.models import LivePage
from kiosk.roles import Role, Visibility
from kiosk.sites.models import Site
from kiosk.speaking.models import FloorRequest
from kiosk.speaking.rules import SpeechKind
from kiosk.surveys.rules.terms import SurveyAccess
from kiosk.voting.models import Vote, VoteOption
from kiosk.voting.rules.kinds import PassingRule
from tests.conference_documents import SentDocuments, make_sent_documents
from tests.conference_office import OfficeRows, add_office
from tests.conference_surveys import make_counted, make_draft, make_open
from tests.scene import Scene

BOUND_TO_SITE = {Role.SITE_LEAD, Role.SITE_TECHNICIAN}


@dataclass
class Conference:
    """The ids of one meeting and its rows."""

    meeting: int
    sites: list[int] = field(default_factory=list)
    members: dict[Role, int] = field(default_factory=dict)
    items: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    opinion: int = 0
    gate: int = 0
    minutes: int = 0
    sent: SentDocuments = field(default_factory=SentDocuments)
    # A draft, one that is closed and counted, and the address of one that is open.
    survey: int = 0
    counted_survey: int = 0
    survey_code: str = ""
    office: OfficeRows = field(default_factory=OfficeRows)


def make_conference(
    scene: Scene, images: list[bytes], state: MeetingState = MeetingState.OPEN
) -> Conference:
    """Make a meeting with sites, members of all roles, items, documents and an opinion.

    `images` (WebP) are the pages of each document.
    """
    made = Conference(scene.make_meeting("Conference 1", state))
    with scene.store.unit_of_work("test") as work:
        meeting = work.session.get_one(Meeting, made.meeting)
        meeting.body_name, meeting.place = "Province 1", "Hall 1"
    _add_sites(scene, made)
    _add_people(scene, made)
    _add_papers(scene, made, images)
    _add_opinion(scene, made)
    _add_vote(scene, made)
    _add_request(scene, made)
    _add_minutes(scene, made)
    made.office = add_office(scene, made.meeting, list(made.members.values()))
    asked = [made.members[role] for role in Role if role in ASKED_ROLES]
    made.sent = make_sent_documents(
        scene, made.meeting, made.office.unit, asked, made.documents[0]
    )
    _add_surveys(scene, made)
    return made


def _add_sites(scene: Scene, made: Conference) -> None:
    with scene.store.unit_of_work("test") as work:
        sites = [
            Site(meeting_id=made.meeting, name=f"Site {at}", ordinal=at, expected=4)
            for at in (1, 2)
        ]
        gate = Gate(meeting_id=made.meeting, name="Gate 1")
        work.session.add_all([*sites, gate])
        work.session.flush()
        made.sites = [site.id for site in sites]
        made.gate = gate.id


def _add_people(scene: Scene, made: Conference) -> None:
    # Sorts first in every list, for badges to be revoked and issued; signs in nowhere.
    first = [
        scene.make_member(
            made.meeting, name=f"Person {at}", seat=f"B{at}", site_id=made.sites[0]
        )
        for at in (1, 10)
    ]
    scene.make_badge(first[0])
    for at, role in enumerate(Role, 11):
        where = {"site_id": made.sites[0]} if role in BOUND_TO_SITE else {}
        made.members[role] = scene.make_member(
            made.meeting, role, f"Person {at}", seat=f"A{at}", unit="Office 1", **where
        )


def _add_papers(scene: Scene, made: Conference, images: list[bytes]) -> None:
    shown = (
        ("Item 1", Visibility.EVERYONE),
        ("Item 2", Visibility.DELEGATES),
        ("Item 3", Visibility.OFFICIAL),
    )
    made.items = [
        scene.make_item(made.meeting, title, who, ordinal=at)
        for at, (title, who) in enumerate(shown)
    ]
    papers = (
        (made.items[0], "Paper 1", Publication.PUBLISHED),
        (made.items[0], "Paper 2", Publication.PUBLISHED),
        (made.items[0], "Paper 3", Publication.DRAFT),
        (made.items[1], "Paper 4", Publication.PUBLISHED),
        (None, "Paper 5", Publication.DRAFT),
    )
    made.documents = [
        scene.make_document(made.meeting, item, images, publication, title)
        for item, title, publication in papers
    ]
    with scene.store.unit_of_work("test") as work:
        work.session.add(
            LivePage(
                meeting_id=made.meeting,
                item_id=made.items[0],
                item_started_at=clock.now(),
                document_id=made.documents[0],
                page=1,
            )
        )


def _add_opinion(scene: Scene, made: Conference) -> None:
    with scene.store.unit_of_work("test") as work:
        opinion = Opinion(
            key=f"opinion {made.meeting}",
            meeting_id=made.meeting,
            member_id=made.members[Role.OFFICIAL_DELEGATE],
            author_name="Person 15",
            author_position="",
            author_unit="Office 1",
            item_id=made.items[0],
            item_number="1",
            item_title="Item 1",
            document_id=made.documents[0],
            paper_title="Paper 1",
            paper_version=1,
            page=1,
            quote="",
            text="Opinion 1",
            note_key="",
            sent_at=clock.now(),
        )
        work.session.add(opinion)
        work.session.flush()
        made.opinion = opinion.id


def _add_vote(scene: Scene, made: Conference) -> None:
    with scene.store.unit_of_work("test") as work:
        vote = Vote(
            meeting_id=made.meeting,
            item_id=made.items[0],
            title="Vote 1",
            question="Question 1",
            rule=msgspec.json.encode(PassingRule()).decode(),
            changed_at=clock.now(),
            created_at=clock.now(),
        )
        work.session.add(vote)
        work.session.flush()
        work.session.add_all(
            VoteOption(vote_id=vote.id, ordinal=at, label=f"Answer {at}")
            for at in (1, 2)
        )


def _add_request(scene: Scene, made: Conference) -> None:
    with scene.store.unit_of_work("test") as work:
        request = FloorRequest(
            meeting_id=made.meeting,
            member_id=made.members[Role.OFFICIAL_DELEGATE],
            kind=SpeechKind.PREPARED_SPEECH,
            topic="Topic 1",
            ordinal=1,
            asked_at=clock.now(),
            changed_at=clock.now(),
        )
        work.session.add(request)


def _add_surveys(scene: Scene, made: Conference) -> None:
    meeting = made.meeting
    made.survey = make_draft(scene, meeting, "Survey 1", SurveyAccess.INVITATION)
    made.counted_survey = make_counted(scene, meeting, "Survey 2")
    _, made.survey_code = make_open(scene, meeting, "Survey 3")


def _add_minutes(scene: Scene, made: Conference) -> None:
    """Add minutes that the worker has drafted."""
    text = [{"type": "text", "text": "Minutes 1"}]
    paragraph = {"type": "paragraph", "content": text}
    with scene.store.unit_of_work("test") as work:
        minutes = Minutes(
            meeting_id=made.meeting,
            family=PaperFamily.PARTY,
            made_by="Secretary 1",
            made_at=clock.now(),
            draft_state=DraftState.WAITING,
            state=MinutesState.DRAFT,
            revision=0,
        )
        work.session.add(minutes)
        work.session.flush()
        draft = {"type": "doc", "content": [paragraph]}
        store_draft(work, minutes_id=minutes.id, draft=draft, facts=[])
        made.minutes = minutes.id
