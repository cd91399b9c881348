"""Build the state that every screen starts from and recovers with.

It is built once per meeting, role and journal number, not once per tablet.
"""

import datetime as dt
import threading
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.orm import Session
from werkzeug.http import generate_etag

from kiosk.agenda.queries import NumberedItem, agenda
from kiosk.clock import now
from kiosk.documents.document_remarks import document_remarks
from kiosk.documents.queries import DocumentLine, documents_for, refusal_of
from kiosk.documents.replaced_versions import replaced_for
from kiosk.documents.rules import is_over
from kiosk.meetings.models import Meeting, Member
from kiosk.pagesync.queries import live_page
from kiosk.roles import Permission, Role, may
from kiosk.storage.database import ReadSession
from kiosk.storage.journal import last_number


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "title": meeting.title,
        "body_name": meeting.body_name,
        "place": meeting.place,
        "starts_at": _moment(meeting.starts_at),
        "state": meeting.state,
        "is_demo": meeting.is_demo,
        "lease_hours": meeting.lease_hours,
        "pin_mode": meeting.pin_mode,
        "revision": meeting.revision,
    }


def _item(line: NumberedItem) -> dict[str, Any]:
    return {
        "id": line.item.id,
        "parent_id": line.item.parent_id,
        "number": line.number,
        "title": line.item.title,
        "kind": line.item.kind,
        "presenter": line.presenter,
        "presenter_id": line.item.presenter_id,
        "planned_minutes": line.item.planned_minutes,
        "visibility": line.item.visibility,
        "is_on_paper": line.item.is_on_paper,
        "revision": line.item.revision,
    }


def _document(line: DocumentLine) -> dict[str, Any]:
    document = line.document
    refusal = refusal_of(document)
    return {
        "id": document.id,
        "item_id": document.item_id,
        "title": document.title,
        "file_name": document.file_name,
        "state": document.state,
        "publication": document.publication,
        "page_count": document.page_count,
        "pages_ready": document.pages_ready,
        "thumbnail": line.thumbnail,
        "recognition": document.recognition,
        "pages_recognised": document.pages_recognised,
        "pages_to_recognise": document.pages_to_recognise,
        "version": document.version,
        "replaces_id": document.replaces_id,
        "readable_until": _moment(document.readable_until),
        "until_close": document.until_close,
        "revision": document.revision,
        "is_marked": document.is_marked,
        "is_kept": document.is_kept,
        # Untranslated: one snapshot serves every language. Only preparers and the chair
        # see rejected documents; `/status` returns the translated message.
        "refusal": (
            {"sentence": refusal.sentence, "details": refusal.details}
            if refusal
            else None
        ),
    }


def _live(
    session: Session, meeting_id: int, items: set[int], documents: set[int]
) -> dict[str, Any]:
    live = live_page(session, meeting_id)
    leader = session.get(Member, live.leader_id) if live.leader_id else None
    shown = live.document_id in documents
    is_item_seen = live.item_id in items
    return {
        "item_id": live.item_id if is_item_seen else None,
        "item_started_at": _moment(live.item_started_at) if is_item_seen else None,
        "document_id": live.document_id if shown else None,
        "page": live.page if shown else 1,
        # What is shown is not visible to this role, or was withdrawn.
        "hidden": live.document_id is not None and not shown,
        "leader": {"id": leader.id, "name": leader.full_name} if leader else None,
    }


def build_snapshot(session: Session, meeting_id: int, role: Role) -> dict[str, Any]:
    """Return the meeting's present state for a screen with `role`."""
    meeting = session.get_one(Meeting, meeting_id)
    lines = agenda(session, meeting_id, role)
    item_ids = {line.item.id for line in lines}
    documents = documents_for(session, meeting_id, role, item_ids)
    is_preparing = may(role, Permission.READ_DRAFTS)
    remarks = document_remarks(session, meeting_id) if is_preparing else {}
    published = {
        p.document.id for p in documents if p.document.publication == "published"
    }
    return {
        "n": last_number(session, meeting_id),
        "meeting": _meeting(meeting),
        "live": _live(session, meeting_id, item_ids, published),
        "items": [_item(line) for line in lines],
        "documents": [
            _document(line) | remarks.get(line.document.id, {}) for line in documents
        ],
        # Not listed; open ones stay readable and link to the newest version.
        "replaced": [
            _document(DocumentLine(line.document, ""))
            | {"replaced_by": line.newest_id, "page_runs": line.runs}
            for line in replaced_for(session, meeting_id, role, item_ids)
        ],
    }


@dataclass(frozen=True)
class CachedSnapshot:
    """A cached snapshot."""

    number: int
    # As JSON.
    state: bytes
    # Derived from the state: a restored database may repeat a number.
    tag: str
    # The documents in it: those the role may read.
    documents: frozenset[int]
    # Documents that are watermarked for this role, and those that may not be cached.
    watermarked: frozenset[int]
    not_cacheable: frozenset[int]
    # When the first of them expires, even without an event.
    until: dt.datetime | None

    def is_old(self, number: int) -> bool:
        """Tell whether `number` is newer, or a document has expired."""
        return self.number < number or is_over(self.until, now())


def _first_end(documents: list[dict[str, Any]]) -> dt.datetime | None:
    moments = (paper["readable_until"] for paper in documents)
    ends = [dt.datetime.fromisoformat(moment) for moment in moments if moment]
    return min((end for end in ends if end > now()), default=None)


class SnapshotCache:
    """The snapshots of one server process, each built once per journal number."""

    def __init__(self) -> None:
        self._cached: dict[tuple[int, Role], CachedSnapshot] = {}
        self._building = threading.Lock()

    def get(self, session: Session, meeting_id: int, role: Role) -> CachedSnapshot:
        """Return the newest snapshot, built if needed."""
        number = last_number(session, meeting_id)
        cached = self._cached.get((meeting_id, role))
        if cached is None or cached.is_old(number):
            # Queries let other green threads run: one builds, the others wait.
            with self._building:
                cached = self._build(session, meeting_id, role, number)
        return cached

    def _build(
        self, session: Session, meeting_id: int, role: Role, number: int
    ) -> CachedSnapshot:
        cached = self._cached.get((meeting_id, role))
        if cached is None or cached.is_old(number):
            built = build_snapshot(session, meeting_id, role)
            state = msgspec.json.encode(built)
            documents = [*built["documents"], *built["replaced"]]
            is_clean = may(role, Permission.PREPARE_MEETING)
            cached = CachedSnapshot(
                built["n"],
                state,
                f'"{generate_etag(state)}"',
                frozenset(p["id"] for p in documents),
                frozenset(
                    p["id"] for p in documents if p["is_marked"] and not is_clean
                ),
                frozenset(p["id"] for p in documents if not p["is_kept"]),
                _first_end(documents),
            )
            self._cached[meeting_id, role] = cached
        return cached

    def at_least(
        self, read_session: ReadSession, meeting_id: int, role: Role, number: int
    ) -> CachedSnapshot:
        """Return a snapshot for `number` or a later one.

        Built on the first request; later ones need no query.
        """
        cached = self._cached.get((meeting_id, role))
        if cached is None or cached.is_old(number):
            with read_session() as session:
                cached = self.get(session, meeting_id, role)
        return cached
