"""Cache of the lists of documents that tablets may keep, by meeting and role."""

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

# A file of a page: SHA-256, which is also its address, and size in bytes.
FileReference = tuple[str, int]
MAX_DESCRIPTIONS = 400
_WIDTHS = (SCREEN_WIDTH, THUMBNAIL_WIDTH)


class ManifestCache:
    """The lists of one server process."""

    def __init__(self, files: FileStore) -> None:
        """Read the sizes of words files from `files`."""
        self._files = files
        # By meeting and role: journal number, first expiry, list, entity tag.
        self._lists: dict[tuple[int, Role], tuple[int, Any, bytes, str]] = {}
        self._descriptions: dict[int, tuple[str, dict[str, Any]]] = {}
        self._building = threading.Lock()

    def get(self, session: Session, meeting_id: int, role: Role) -> tuple[bytes, str]:
        """Return the list as JSON, and its entity tag."""
        number = last_number(session, meeting_id)
        # Concurrent requests wait for a single build.
        with self._building:
            cached = self._lists.get((meeting_id, role))
            if cached is None or cached[0] != number or is_over(cached[1], now()):
                cached = self._build(session, meeting_id, role, number)
                self._lists[meeting_id, role] = cached
        return cached[2], cached[3]

    def _build(
        self, session: Session, meeting_id: int, role: Role, number: int
    ) -> tuple[int, Any, bytes, str]:
        documents = cacheable_documents(session, meeting_id, role)
        ends = [
            document.readable_until for document in documents if document.readable_until
        ]
        descriptions = [self._described(session, document) for document in documents]
        hours = session.get_one(Meeting, meeting_id).lease_hours
        state = msgspec.json.encode(
            {
                # Time after the last contact until tablets delete the documents.
                "lease_seconds": hours * 3600,
                "bytes": sum(document["bytes"] for document in descriptions),
                "batch_bytes": BATCH_BYTES,
                "papers": descriptions,
            }
        )
        return number, min(ends, default=None), state, f'"{generate_etag(state)}"'

    def _described(self, session: Session, document: Document) -> dict[str, Any]:
        """Return the description of a document, cached until it changes."""
        state_key = (
            f"{document.revision} {document.state} {document.pages_ready}"
            f" {document.item_id} {document.pages_recognised} {document.recognition}"
        )
        cached = self._descriptions.get(document.id)
        if cached is None or cached[0] != state_key:
            cached = (state_key, self._describe(session, document))
            while len(self._descriptions) >= MAX_DESCRIPTIONS:
                del self._descriptions[next(iter(self._descriptions))]
            self._descriptions[document.id] = cached
        return cached[1]

    def _describe(self, session: Session, document: Document) -> dict[str, Any]:
        rows = session.execute(
            select(Page.number, Page.words_sha256, PageImage.sha256, PageImage.size)
            .join(PageImage, PageImage.page_id == Page.id)
            .where(
                Page.document_id == document.id,
                Page.number <= document.pages_ready,
                PageImage.width.in_(_WIDTHS),
            )
            .order_by(Page.number, PageImage.width.desc())
        )
        pages: dict[int, dict[str, Any]] = {}
        for number, words, sha256, size in rows:
            if number not in pages:
                page = {"number": number, "images": [], "words": self._words(words)}
                pages[number] = page
                # Each file size is a system call: let other green threads run.
                time.sleep(0)
            pages[number]["images"].append((sha256, size))
        parts = [
            part
            for page in pages.values()
            for part in (*page["images"], page["words"])
            if part
        ]
        ends = document.readable_until
        return {
            "id": document.id,
            "item_id": document.item_id,
            "readable_until": ends.isoformat() if ends else None,
            "bytes": sum(size for _, size in parts),
            # More than the pages listed while some are not rendered yet.
            "page_count": document.page_count,
            "pages": list(pages.values()),
        }

    def _words(self, sha256: str) -> FileReference | None:
        if not sha256:
            return None
        try:
            return sha256, self._files.path(sha256).stat().st_size
        except OSError:
            return None  # missing on disk: a request for it fails
