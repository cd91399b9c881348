"""Put the demo's second meeting into the database: difficult papers, few people."""

from sqlalchemy import select

from kiosk.accounts.models import Account
from kiosk.demo.difficult import AGENDA, TITLE
from kiosk.demo.people import STAFF, delegates
from kiosk.demo.populate import CreatedDemo, Papers, add_meeting, add_people
from kiosk.demo.secrets import USERNAME
from kiosk.demo.sites import MAIN_SITE
from kiosk.meetings.models import Meeting
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.sites.rules import SiteKind
from kiosk.storage.files import StoredFile
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork

_ROLES = (Role.CHAIR, Role.SECRETARY, Role.WALL)


def fill_difficult(
    work: UnitOfWork, key: bytes, originals: dict[str, StoredFile]
) -> CreatedDemo:
    """Put the meeting in; the demo's secretary signs in to it with the same account."""
    meeting = add_meeting(work, TITLE)
    work.session.add(Site(meeting_id=meeting.id, name=MAIN_SITE, kind=SiteKind.MAIN))
    work.session.flush()
    staff = [person for person in STAFF if person.role in _ROLES]
    members = add_people(work, key, meeting.id, [*staff, *delegates(1)])
    account = work.session.scalars(select(Account).filter_by(username=USERNAME)).one()
    for member in members:
        if member.role == Role.SECRETARY:
            member.account_id = account.id
    papers = Papers(work, meeting.id, [], originals)
    papers.add(AGENDA)
    return CreatedDemo(meeting.id, [paper.id for paper in papers.documents.values()])


def find_difficult(store: Store) -> int | None:
    """Return the id of the meeting, if there is one."""
    with store.read_session() as session:
        found = select(Meeting.id).where(Meeting.is_demo, Meeting.title == TITLE)
        return session.scalar(found.limit(1))
