"""The lists of pages that 400 tablets ask for at once, each put together once."""

import msgspec
from sqlalchemy.orm import Session

from kiosk.documents.models import Document
from kiosk.documents.queries import pages_of

MOST_KEPT = 200


class PageLists:
    """The page lists of one server process, as JSON."""

    def __init__(self) -> None:
        """Start with none."""
        self._kept: dict[tuple[int, str], tuple[str, bytes]] = {}

    def get(
        self, session: Session, document: Document, message: str, language: str
    ) -> tuple[str, bytes]:
        """Return the list's tag and the list; `message` is in `language`."""
        tag = (
            f"{document.id}-{document.original_sha256[:12]}"
            f"-{document.revision}-{document.state}"
            f"-{document.pages_ready}-{document.page_count}"
            f"-{document.pages_recognised}-{language}"
        )
        kept = self._kept.get((document.id, language))
        if kept is None or kept[0] != tag:
            state = {
                "id": document.id,
                "title": document.title,
                "page_count": document.page_count,
                "pages_ready": document.pages_ready,
                "state": document.state,
                "pages_recognised": document.pages_recognised,
                "message": message,
                "outline": msgspec.Raw(document.outline.encode()),
                "pages": pages_of(session, document),
            }
            kept = (tag, msgspec.json.encode(state))
            while len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[document.id, language] = kept
        return kept
