"""The list of what a tablet may keep, put together once for all of a role."""

import threading
import time
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.http import generate_etag

from kiosk.clock import now
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import SCREEN_WIDTH, THUMBNAIL_WIDTH, is_over
from kiosk.meetings.models import Meeting
from kiosk.offline.queries import cacheable_documents
from kiosk.offline.rules import BATCH_BYTES
from kiosk.roles import Role
from kiosk.storage.files import FileStore
from kiosk.storage.journal import last_number

# A part of a page: its SHA-256, which is its address too, and its bytes.
FileReference = tuple[str, int]
MAX_DESCRIPTIONS = 400
_WIDTHS = (SCREEN_WIDTH, THUMBNAIL_WIDTH)


class ManifestCache:
    """The lists of one server process."""

    def __init__(self, files: FileStore) -> None:
        """Ask `files` how large words are."""
        self._files = files
        # By meeting and role: the journal's number, the first end, the list, its tag.
        self._kept: dict[tuple[int, Role], tuple[int, Any, bytes, str]] = {}
        self._papers: dict[int, tuple[str, dict[str, Any]]] = {}
        self._building = threading.Lock()

    def get(self, session: Session, meeting_id: int, role: Role) -> tuple[bytes, str]:
        """Return the list as JSON, and its entity tag."""
        number = last_number(session, meeting_id)
        # One builds for all who ask in the same moment.
        with self._building:
            kept = self._kept.get((meeting_id, role))
            if kept is None or kept[0] != number or is_over(kept[1], now()):
                kept = self._build(session, meeting_id, role, number)
                self._kept[meeting_id, role] = kept
        return kept[2], kept[3]

    def _build(
        self, session: Session, meeting_id: int, role: Role, number: int
    ) -> tuple[int, Any, bytes, str]:
        papers = cacheable_documents(session, meeting_id, role)
        ends = [paper.readable_until for paper in papers if paper.readable_until]
        told = [self._described(session, paper) for paper in papers]
        hours = session.get_one(Meeting, meeting_id).lease_hours
        state = msgspec.json.encode(
            {
                # A tablet keeps them for so long after its last contact.
                "lease_seconds": hours * 3600,
                "bytes": sum(paper["bytes"] for paper in told),
                "batch_bytes": BATCH_BYTES,
                "papers": told,
            }
        )
        return number, min(ends, default=None), state, f'"{generate_etag(state)}"'

    def _described(self, session: Session, paper: Document) -> dict[str, Any]:
        """Return what is told of a paper; of an unchanged one only once."""
        sign = (
            f"{paper.revision} {paper.state} {paper.pages_ready} {paper.item_id}"
            f" {paper.pages_recognised} {paper.recognition}"
        )
        kept = self._papers.get(paper.id)
        if kept is None or kept[0] != sign:
            kept = (sign, self._describe(session, paper))
            while len(self._papers) >= MAX_DESCRIPTIONS:
                del self._papers[next(iter(self._papers))]
            self._papers[paper.id] = kept
        return kept[1]

    def _describe(self, session: Session, paper: Document) -> dict[str, Any]:
        rows = session.execute(
            select(Page.number, Page.words_sha256, PageImage.sha256, PageImage.size)
            .join(PageImage, PageImage.page_id == Page.id)
            .where(
                Page.document_id == paper.id,
                Page.number <= paper.pages_ready,
                PageImage.width.in_(_WIDTHS),
            )
            .order_by(Page.number, PageImage.width.desc())
        )
        pages: dict[int, dict[str, Any]] = {}
        for number, words, sha256, size in rows:
            if number not in pages:
                page = {"number": number, "images": [], "words": self._words(words)}
                pages[number] = page
                # The sizes of words come from the disk: let the others run.
                time.sleep(0)
            pages[number]["images"].append((sha256, size))
        parts = [
            part
            for page in pages.values()
            for part in (*page["images"], page["words"])
            if part
        ]
        ends = paper.readable_until
        return {
            "id": paper.id,
            "item_id": paper.item_id,
            "readable_until": ends.isoformat() if ends else None,
            "bytes": sum(size for _, size in parts),
            # More than there are pages while some are still being drawn.
            "page_count": paper.page_count,
            "pages": list(pages.values()),
        }

    def _words(self, sha256: str) -> FileReference | None:
        if not sha256:
            return None
        try:
            return sha256, self._files.path(sha256).stat().st_size
        except OSError:
            return None  # lost from the disk; whoever asks for it is told
