"""Stage the record: the chained journal, its checkpoints, and the access log."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.accounts.actions.access_log import sign_access_log
from kiosk.meeting_archive.access_section import access_lines, access_states
from kiosk.meeting_archive.models import ImportedAccessLine, ImportedArchive
from kiosk.meeting_archive.rules import (
    ACCESS_CHECKPOINTS,
    ACCESS_LOG,
    CHECKPOINTS,
    JOURNAL,
    JournalEnd,
)
from kiosk.meeting_archive.staging import Staging
from kiosk.record.actions import make_checkpoint
from kiosk.record.queries import (
    chained_entries,
    checkpoints_of,
    journal_end,
    newest_checkpoint,
)
from kiosk.storage.chain import canonical_json, chain_moment
from kiosk.storage.store import Store

ROWS_AT_ONCE = 500


def sign_record(store: Store, meeting_id: int) -> None:
    """Sign journal and access log as they are, unless that was done already."""
    with store.unit_of_work("archive") as work:
        newest = newest_checkpoint(work.session, meeting_id)
        end = journal_end(work.session, meeting_id)
        if newest is None or newest.number != end.number:
            make_checkpoint(work, meeting_id, store.config.record_key())
        sign_access_log(work, store.config.record_key())


def _journal_lines(session: Session, meeting_id: int) -> Iterator[bytes]:
    for entry in chained_entries(session, meeting_id, ROWS_AT_ONCE):
        yield f"{canonical_json(entry.content | {'hash': entry.hash})}\n".encode()


def write_list(items: list[dict[str, Any]]) -> bytes:
    """Return a list as JSON, one item a line."""
    lines = ",\n".join(map(canonical_json, items))
    return f"[\n{lines}\n]\n".encode()


def _checkpoints(session: Session, meeting_id: int) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "hash": one.hash,
            "at": chain_moment(one.at),
            "signature": one.signature,
            "public_key": one.public_key,
        }
        for one in checkpoints_of(session, meeting_id)
    ]


def stage_record(session: Session, meeting_id: int, staging: Staging) -> JournalEnd:
    """Stage the journal and the access log; return the journal's last entry."""
    staging.write(JOURNAL, _journal_lines(session, meeting_id))
    staging.write(CHECKPOINTS, [write_list(_checkpoints(session, meeting_id))])
    imported = session.get(ImportedArchive, meeting_id)
    if imported is None:
        staging.write(ACCESS_LOG, access_lines(session, meeting_id))
        states = write_list(access_states(session, meeting_id))
    else:
        staging.write(ACCESS_LOG, _former_lines(session, meeting_id))
        states = imported.access_checkpoints.encode()
    staging.write(ACCESS_CHECKPOINTS, [states])
    end = journal_end(session, meeting_id)
    return JournalEnd(end.number, end.hash)


def _former_lines(session: Session, meeting_id: int) -> Iterator[bytes]:
    lines = (
        select(ImportedAccessLine.line)
        .where(ImportedAccessLine.meeting_id == meeting_id)
        .order_by(ImportedAccessLine.ordinal)
    )
    for line in session.scalars(lines.execution_options(yield_per=ROWS_AT_ONCE)):
        yield f"{line}\n".encode()
