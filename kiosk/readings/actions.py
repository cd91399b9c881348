"""Writing down what was read: many readers in one short change."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, insert, select, update

from kiosk.readings.models import Reading
from kiosk.readings.rules import Place, pages_in, write_pages
from kiosk.storage.unit_of_work import UnitOfWork

# A page that is looked at again moves the last moment on, but not more often.
AGAIN_AFTER = dt.timedelta(minutes=1)

_ADD = insert(Reading)
_GROW = (
    update(Reading.__table__)  # type: ignore[arg-type]
    .where(
        Reading.document_id == bindparam("of_document"),
        Reading.member_id == bindparam("of_member"),
    )
    .values(pages=bindparam("grown"), last_at=bindparam("at"))
)


def note_readings(work: UnitOfWork, seen: Mapping[int, Collection[Place]]) -> None:
    """Write down which pages the members (by id) have had before them."""
    by_paper: dict[int, dict[int, set[int]]] = defaultdict(dict)
    for member_id, places in seen.items():
        for document_id, page in places:
            by_paper[document_id].setdefault(member_id, set()).add(page)
    for document_id, readers in by_paper.items():
        _note_paper(work, document_id, readers)


def _note_paper(
    work: UnitOfWork, document_id: int, readers: dict[int, set[int]]
) -> None:
    known = {
        row.member_id: row
        for row in work.session.execute(
            select(Reading.member_id, Reading.pages, Reading.last_at).where(
                Reading.document_id == document_id, Reading.member_id.in_(readers)
            )
        )
    }
    new, grown = [], []
    for member_id, pages in readers.items():
        before = known.get(member_id)
        written = write_pages(pages | pages_in(before.pages if before else ""))
        if before is None:
            new.append(_line(document_id, member_id, written, work.now))
        elif written != before.pages or work.now - before.last_at > AGAIN_AFTER:
            of = {"of_document": document_id, "of_member": member_id}
            grown.append(of | {"grown": written, "at": work.now})
    if new:
        work.session.execute(_ADD, new)
    if grown:
        work.session.connection().execute(_GROW, grown)


def _line(
    document_id: int, member_id: int, pages: str, now: dt.datetime
) -> dict[str, object]:
    return {
        "document_id": document_id,
        "member_id": member_id,
        "first_at": now,
        "last_at": now,
        "pages": pages,
    }
