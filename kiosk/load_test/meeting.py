"""Create the meeting of a load test, and remove it completely.

Its id is far above the last one: SQLite reuses the id of a removed meeting, and a
running server would take the events of the next meeting for events already published.
"""

import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select

from kiosk.accounts.models import SignIn
from kiosk.agenda.models import AgendaItem
from kiosk.badges.actions import issue_badge
from kiosk.badges.models import Badge, DeskAlert
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import DocumentState, Publication
from kiosk.documents.unrestricted_queries import files_of
from kiosk.ingestion.child_protocol import image_name
from kiosk.ingestion.file_cleanup import FileCleanup
from kiosk.ingestion.rendering.placeholder_page import make_placeholder
from kiosk.load_test.plan import LoadTestPlan, site_of
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import REHEARSAL_TITLE, MeetingState
from kiosk.record.actions import sign_removal
from kiosk.record.rules import RemovalReason
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.sites.rules import SiteKind
from kiosk.storage.files import StoredFile
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork

PAGES = 20
_ACTOR = "rehearsal"
# Bounds how long other writers wait.
_ROWS_PER_TRANSACTION = 250
_DAY_SECONDS = 24 * 3600
_ID_GAP = 1000


@dataclass(frozen=True)
class LoadTestMeeting:
    """The meeting of a load test; `badges` are secrets in seat order."""

    meeting_id: int
    document_id: int
    chair: str
    badges: list[str]


def make(store: Store, plan: LoadTestPlan) -> LoadTestMeeting:
    """Create the meeting with document, members and badges.

    A meeting that cannot be completed is removed.
    """
    sheet = _store_page_image(store)
    meeting_id, document_id, site_ids = _create_meeting(store, plan, sheet)
    try:
        badges = _add_delegates(store, plan, meeting_id, site_ids)
        chair = _add_chair(store, meeting_id, site_ids[0])
    except BaseException:
        remove(store, meeting_id)
        raise
    return LoadTestMeeting(meeting_id, document_id, chair, badges)


def _create_meeting(
    store: Store, plan: LoadTestPlan, sheet: list[tuple[int, int, StoredFile]]
) -> tuple[int, int, list[int]]:
    with store.unit_of_work(_ACTOR) as work:
        meeting = Meeting(
            id=_free_number(work),
            title=f"{REHEARSAL_TITLE} {plan.delegates} đại biểu (tự xoá khi xong)",
            body_name="Diễn tập",
            starts_at=work.now,
            state=MeetingState.OPEN,
            is_demo=True,
            changed_by=_ACTOR,
            changed_at=work.now,
            created_at=work.now,
        )
        work.session.add(meeting)
        work.session.flush()
        expected = Counter(site_of(place, plan) for place in range(plan.delegates))
        sites = [
            Site(
                meeting_id=meeting.id,
                name=f"Điểm cầu diễn tập số {place + 1}",
                kind=SiteKind.REMOTE if place else SiteKind.MAIN,
                expected=expected[place],
                ordinal=place,
            )
            for place in range(plan.sites)
        ]
        work.session.add_all(sites)
        work.session.flush()
        document_id = _add_document(work, meeting.id, sheet)
        return meeting.id, document_id, [site.id for site in sites]


def _free_number(work: UnitOfWork) -> int:
    last = work.session.scalar(select(func.max(Meeting.id))) or 0
    # Different for each load test.
    return last + _ID_GAP + int(time.time()) % _DAY_SECONDS


def _store_page_image(store: Store) -> list[tuple[int, int, StoredFile]]:
    """Store the image of an empty page: nominal width, height and file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        images = {
            size: (folder / image_name(1, size[0])).read_bytes()
            for size in make_placeholder(1, folder).images
        }
    return [
        (width, height, store.files.store_bytes(image))
        for (width, height), image in images.items()
    ]


def _add_document(
    work: UnitOfWork, meeting_id: int, sheet: list[tuple[int, int, StoredFile]]
) -> int:
    item = AgendaItem(
        meeting_id=meeting_id, title="Diễn tập lật trang", changed_at=work.now
    )
    work.session.add(item)
    work.session.flush()
    original = sheet[-1][2]
    document = Document(
        meeting_id=meeting_id,
        item_id=item.id,
        title="Tài liệu diễn tập",
        file_name="dien-tap.webp",
        media_type="image/webp",
        original_sha256=original.sha256,
        original_size=original.size,
        uploaded_by=_ACTOR,
        uploaded_at=work.now,
        state=DocumentState.READY,
        page_count=PAGES,
        pages_ready=PAGES,
        publication=Publication.PUBLISHED,
        published_at=work.now,
    )
    work.session.add(document)
    work.session.flush()
    for number in range(1, PAGES + 1):
        page = Page(document_id=document.id, number=number, width=595.0, height=842.0)
        work.session.add(page)
        work.session.flush()
        work.session.add_all(
            PageImage(
                page_id=page.id,
                width=width,
                height=height,
                sha256=file.sha256,
                size=file.size,
            )
            for width, height, file in sheet
        )
    return document.id


def _add_delegates(
    store: Store, plan: LoadTestPlan, meeting_id: int, site_ids: list[int]
) -> list[str]:
    key, badges = store.config.server_key(), []
    for first in range(0, plan.delegates, _ROWS_PER_TRANSACTION):
        with store.unit_of_work(_ACTOR) as work:
            for place in range(
                first, min(first + _ROWS_PER_TRANSACTION, plan.delegates)
            ):
                site_id = site_ids[site_of(place, plan)]
                name = f"Đại biểu diễn tập {place + 1}"
                member = _member(meeting_id, Role.OFFICIAL_DELEGATE, name, site_id)
                member.seat = f"DT-{place + 1}"
                work.session.add(member)
                work.session.flush()
                badges.append(issue_badge(work, key, member))
    return badges


def _add_chair(store: Store, meeting_id: int, site_id: int) -> str:
    with store.unit_of_work(_ACTOR) as work:
        member = _member(meeting_id, Role.CHAIR, "Chủ toạ diễn tập", site_id)
        work.session.add(member)
        work.session.flush()
        return issue_badge(work, store.config.server_key(), member)


def _member(meeting_id: int, role: Role, name: str, site_id: int) -> Member:
    return Member(
        meeting_id=meeting_id,
        role=role,
        full_name=name,
        sort_key=name,
        folded_name=name.lower(),
        site_id=site_id,
    )


def leftovers(store: Store) -> list[int]:
    """Return the meetings left by interrupted load tests."""
    with store.read_session() as session:
        mine = select(Meeting.id).where(
            Meeting.is_demo, Meeting.title.startswith(REHEARSAL_TITLE)
        )
        return list(session.scalars(mine))


def remove(store: Store, meeting_id: int) -> None:
    """Remove the meeting, in small transactions; a signed note of its journal stays."""
    key = store.config.record_key()
    members = select(Member.id).where(Member.meeting_id == meeting_id)
    # In this order each step uses an index and leaves no dependent rows.
    for rows in (
        (SignIn, SignIn.member_id.in_(members)),
        (DeskAlert, DeskAlert.meeting_id == meeting_id),
        (Badge, Badge.member_id.in_(members)),
        (Member, Member.meeting_id == meeting_id),
    ):
        _remove_all(store, *rows)
    with store.unit_of_work(_ACTOR) as work:
        papers = select(Document).where(Document.meeting_id == meeting_id)
        files = {
            sha256
            for document in work.session.scalars(papers).all()
            for sha256 in files_of(work.session, document)
        }
        sign_removal(work, meeting_id, key, RemovalReason.LOAD_TEST)
        work.session.execute(delete(Meeting).where(Meeting.id == meeting_id))
    FileCleanup(store).discard_files(" ".join(files))


def _remove_all(store: Store, model: Any, condition: Any) -> None:
    while True:
        with store.unit_of_work(_ACTOR) as work:
            some = select(model.id).where(condition).limit(_ROWS_PER_TRANSACTION)
            ids = work.session.scalars(some).all()
            work.session.execute(delete(model).where(model.id.in_(ids)))
        if len(ids) < _ROWS_PER_TRANSACTION:
            return
