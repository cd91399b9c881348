"""Give the pages of a test's document words, as digitizing would find them."""

import json
from collections.abc import Sequence

from sqlalchemy import select

from kiosk.documents.models import Page
from kiosk.storage.store import Store

# Left, top, width and height as shares of the page, and the word.
WordBox = Sequence[float | str]

LINE = "Toàn Đảng bộ quán triệt Nghị quyết, quan tâm triển khai."


def line_boxes(text: str) -> list[WordBox]:
    """Return the words of a text beside each other at the top of a page."""
    return [
        [0.05 + 0.08 * place, 0.1, 0.07, 0.02, word]
        for place, word in enumerate(text.split())
    ]


def write_words(
    store: Store, document_id: int, pages: Sequence[Sequence[WordBox]]
) -> None:
    """Store words and text of all pages, in their order."""
    of_document = select(Page).where(Page.document_id == document_id)
    with store.unit_of_work("test") as work:
        rows = work.session.scalars(of_document.order_by(Page.number))
        for page, boxes in zip(rows, pages, strict=True):
            page.text = " ".join(str(word) for *_, word in boxes)
            page.words_sha256 = store.files.store_bytes(
                json.dumps(boxes).encode()
            ).sha256
