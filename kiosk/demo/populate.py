"""Write the demo conference into the database; `kiosk.demo.files` writes its files."""

from dataclasses import dataclass

from kiosk.accounts.models import Account
from kiosk.agenda.models import AgendaItem
from kiosk.badges.actions import issue_badge
from kiosk.demo.agenda import (
    AGENDA,
    BODY_NAME,
    FIRST_PAPER,
    PLACE,
    TITLE,
    DemoDocument,
    DemoItem,
)
from kiosk.demo.conclusions import add_conclusions
from kiosk.demo.issued_documents import add_issued_documents
from kiosk.demo.people import STAFF, DemoPerson
from kiosk.demo.secrets import USERNAME
from kiosk.demo.sites import MAIN_SITE, connected_sites
from kiosk.demo.tasks import add_tasks
from kiosk.demo.votes_and_floor import add_votes_and_requests
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.pagesync.actions import call_item
from kiosk.pagesync.models import LivePage
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.sites.rules import SiteKind
from kiosk.storage.files import StoredFile
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import fold, name_key

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "tif": "image/tiff",
}


@dataclass(frozen=True)
class CreatedDemo:
    """The meeting and its documents, the one shown first in front."""

    meeting_id: int
    document_ids: list[int]


def add_meeting(work: UnitOfWork, title: str) -> Meeting:
    """Add a meeting of the demo that is open."""
    meeting = Meeting(
        title=title,
        body_name=BODY_NAME,
        place=PLACE,
        starts_at=work.now,
        state=MeetingState.OPEN,
        is_demo=True,
        changed_by="demo",
        changed_at=work.now,
        created_at=work.now,
    )
    work.session.add(meeting)
    work.session.flush()
    return meeting


def _add_sites(work: UnitOfWork, meeting_id: int) -> dict[str, int]:
    sites = [Site(meeting_id=meeting_id, name=MAIN_SITE, kind=SiteKind.MAIN)]
    sites += [
        Site(meeting_id=meeting_id, name=name, ordinal=ordinal)
        for ordinal, name in enumerate(connected_sites(), 1)
    ]
    work.session.add_all(sites)
    work.session.flush()
    return {site.name: site.id for site in sites}


def add_people(
    work: UnitOfWork, key: bytes, meeting_id: int, people: list[DemoPerson]
) -> list[Member]:
    """Add members with badges; their sites must exist."""
    sites = {
        site.name: site
        for site in work.session.query(Site).filter_by(meeting_id=meeting_id)
    }
    members = [
        Member(
            meeting_id=meeting_id,
            role=person.role,
            full_name=person.full_name,
            sort_key=name_key(person.full_name),
            folded_name=fold(person.full_name),
            position=person.position,
            unit=person.unit,
            seat=person.seat,
            site_id=sites[person.site].id,
        )
        for person in people
    ]
    work.session.add_all(members)
    work.session.flush()
    for person in people:
        sites[person.site].expected += 1
    for member in members:
        issue_badge(work, key, member)
    return members


class Papers:
    """Adds agenda items with their documents, in order."""

    def __init__(
        self,
        work: UnitOfWork,
        meeting_id: int,
        presenters: list[int],
        originals: dict[str, StoredFile],
    ) -> None:
        """Add to a meeting; `originals` are the files by name."""
        self._work, self._meeting_id = work, meeting_id
        self._presenters, self._originals = presenters, originals
        self.documents: dict[str, Document] = {}

    def add(self, items: tuple[DemoItem, ...], parent_id: int | None = None) -> None:
        """Add `items` below `parent_id` with everything below them."""
        for ordinal, item in enumerate(items):
            row = self._row(item, ordinal, parent_id)
            self._work.session.add(row)
            self._work.session.flush()
            for place, paper in enumerate(item.papers):
                self.documents[paper.file_name] = self._document(paper, row.id, place)
            self.add(item.below, row.id)

    def _row(self, item: DemoItem, ordinal: int, parent_id: int | None) -> AgendaItem:
        return AgendaItem(
            meeting_id=self._meeting_id,
            parent_id=parent_id,
            ordinal=ordinal,
            title=item.title,
            kind=item.kind,
            presenter_id=(
                None if item.presenter is None else self._presenters[item.presenter]
            ),
            presenter_text=item.presenter_text,
            planned_minutes=item.minutes,
            visibility=item.visibility,
            changed_by="demo",
            changed_at=self._work.now,
        )

    def _document(self, paper: DemoDocument, item_id: int, ordinal: int) -> Document:
        original = self._originals[paper.file_name]
        document = Document(
            meeting_id=self._meeting_id,
            item_id=item_id,
            ordinal=ordinal,
            title=paper.title,
            file_name=paper.file_name,
            media_type=MEDIA_TYPES[paper.file_name.rpartition(".")[2]],
            original_sha256=original.sha256,
            original_size=original.size,
            uploaded_by="demo",
            uploaded_at=self._work.now,
            publication=(
                Publication.PUBLISHED if paper.is_published else Publication.DRAFT
            ),
            published_at=self._work.now if paper.is_published else None,
        )
        self._work.session.add(document)
        self._work.session.flush()
        return document


def populate(
    work: UnitOfWork,
    key: bytes,
    *,
    originals: dict[str, StoredFile],
    people: list[DemoPerson],
    password_hash: str,
) -> CreatedDemo:
    """Create the conference: sites, people, agenda, documents, live page."""
    meeting = add_meeting(work, TITLE)
    _add_sites(work, meeting.id)
    staff = add_people(work, key, meeting.id, list(STAFF))
    account = _add_account(work, staff, password_hash)
    add_people(work, key, meeting.id, people)
    presenters = [person.id for person in staff if person.role == Role.PRESENTER]
    papers = Papers(work, meeting.id, presenters, originals)
    papers.add(AGENDA)
    first = papers.documents[FIRST_PAPER.file_name]
    work.session.add(LivePage(meeting_id=meeting.id, document_id=first.id, page=1))
    work.session.flush()
    chair = next(person for person in staff if person.role == Role.CHAIR)
    leading = Actor(meeting.id, Role.CHAIR, chair.full_name, 0, member_id=chair.id)
    call_item(work, actor=leading, item_id=first.item_id)
    add_votes_and_requests(work, meeting.id)
    add_conclusions(work, leading)
    signed = originals[FIRST_PAPER.file_name]
    add_issued_documents(work, key, meeting.id, signed)
    add_tasks(work, key, account.id, account.full_name)
    others = [paper.id for paper in papers.documents.values() if paper is not first]
    return CreatedDemo(meeting.id, [first.id, *others])


def _add_account(work: UnitOfWork, staff: list[Member], password_hash: str) -> Account:
    """Create an account for the demo's secretary."""
    secretary = next(member for member in staff if member.role == Role.SECRETARY)
    account = Account(
        username=USERNAME,
        full_name=secretary.full_name,
        password_hash=password_hash,
        created_at=work.now,
    )
    work.session.add(account)
    work.session.flush()
    secretary.account_id = account.id
    return account
