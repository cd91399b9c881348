"""Record reads of many members in one short transaction."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, insert, select, update

from kiosk.reading_log.models import ReadRecord
from kiosk.reading_log.rules import DocumentPage, format_page_ranges, parse_page_ranges
from kiosk.storage.unit_of_work import UnitOfWork

# Minimum interval between updates of `last_at`.
MIN_UPDATE_INTERVAL = dt.timedelta(minutes=1)

_ADD = insert(ReadRecord)
_GROW = (
    update(ReadRecord.__table__)  # type: ignore[arg-type]
    .where(
        ReadRecord.document_id == bindparam("of_document"),
        ReadRecord.member_id == bindparam("of_member"),
    )
    .values(pages=bindparam("grown"), last_at=bindparam("at"))
)


def record_reads(
    work: UnitOfWork, seen: Mapping[int, Collection[DocumentPage]]
) -> None:
    """Record the pages shown to members, given by member id."""
    by_document: dict[int, dict[int, set[int]]] = defaultdict(dict)
    for member_id, places in seen.items():
        for document_id, page in places:
            by_document[document_id].setdefault(member_id, set()).add(page)
    for document_id, readers in by_document.items():
        _record_document(work, document_id, readers)


def _record_document(
    work: UnitOfWork, document_id: int, readers: dict[int, set[int]]
) -> None:
    known = {
        row.member_id: row
        for row in work.session.execute(
            select(ReadRecord.member_id, ReadRecord.pages, ReadRecord.last_at).where(
                ReadRecord.document_id == document_id, ReadRecord.member_id.in_(readers)
            )
        )
    }
    new, grown = [], []
    for member_id, pages in readers.items():
        before = known.get(member_id)
        written = format_page_ranges(
            pages | parse_page_ranges(before.pages if before else "")
        )
        if before is None:
            new.append(_new_row(document_id, member_id, written, work.now))
        elif written != before.pages or work.now - before.last_at > MIN_UPDATE_INTERVAL:
            of = {"of_document": document_id, "of_member": member_id}
            grown.append(of | {"grown": written, "at": work.now})
    if new:
        work.session.execute(_ADD, new)
    if grown:
        work.session.connection().execute(_GROW, grown)


def _new_row(
    document_id: int, member_id: int, pages: str, now: dt.datetime
) -> dict[str, object]:
    return {
        "document_id": document_id,
        "member_id": member_id,
        "first_at": now,
        "last_at": now,
        "pages": pages,
    }
