"""Cache of page lists: many tablets request the same list at once."""

from collections import defaultdict
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.documents.models import Document, Page, PageImage

MAX_LISTS = 200


class PageListCache:
    """The page lists of one server process, as JSON."""

    def __init__(self) -> None:
        """Start empty."""
        self._kept: dict[tuple[int, str], tuple[str, bytes]] = {}

    def get(
        self, session: Session, document: Document, message: str, language: str
    ) -> tuple[str, bytes]:
        """Return the list's entity tag and JSON; `message` is in `language`."""
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
                "pages": _pages_of(session, document),
            }
            kept = (tag, msgspec.json.encode(state))
            while len(self._kept) >= MAX_LISTS:
                del self._kept[next(iter(self._kept))]
            self._kept[document.id, language] = kept
        return kept


def _navigation(label: str, links: str) -> dict[str, Any]:
    """Return label and links, if the page has any."""
    navigation: dict[str, Any] = {"label": label} if label else {}
    if links:
        navigation["links"] = msgspec.Raw(links.encode())
    return navigation


def _pages_of(session: Session, document: Document) -> list[dict[str, Any]]:
    """Return the available pages in order, as the reader expects them."""
    images: dict[int, dict[str, str]] = defaultdict(dict)
    rows = session.execute(
        select(Page.number, PageImage.width, PageImage.sha256)
        .join(PageImage, PageImage.page_id == Page.id)
        .where(Page.document_id == document.id)
    )
    for number, width, sha256 in rows:
        images[number][str(width)] = sha256
    pages = session.execute(
        select(
            *(Page.number, Page.width, Page.height, Page.words_sha256),
            *(Page.label, Page.links),
        )
        .where(Page.document_id == document.id, Page.number <= document.pages_ready)
        .order_by(Page.number)
    )
    return [
        {
            "number": number,
            "width": round(width, 2),
            "height": round(height, 2),
            "images": images[number],
            "words": words,
            **_navigation(label, links),
        }
        for number, width, height, words, label, links in pages
    ]
