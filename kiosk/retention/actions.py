"""Set keeping times, confirm a removal, and delete rows of a meeting in batches."""

from collections.abc import Iterable

from sqlalchemy import Table, delete, select, tuple_

from kiosk.accounts.access_actions import OPERATOR_NAME, AccessAction
from kiosk.accounts.actions.access_log import log_access, log_act
from kiosk.accounts.rules import check_manages_accounts
from kiosk.identity import NO_ENDPOINT, Requester
from kiosk.meetings.queries import get_meeting
from kiosk.personal_data.meeting_rows import rows_of_meetings
from kiosk.retention.events import MeetingDataRemoved
from kiosk.retention.models import MeetingRetention
from kiosk.retention.rules import MeetingRemoval
from kiosk.retention.tables import GOING_TABLES
from kiosk.storage.base import Base
from kiosk.storage.unit_of_work import UnitOfWork

# Rows deleted per transaction: a meeting that runs waits for no longer.
ROWS_AT_ONCE = 500


def set_months(
    work: UnitOfWork, *, requester: Requester, meeting_id: int, months: int | None
) -> None:
    """Set how long a meeting's data is kept; None: as the server's setting says.

    :raises Forbidden: the requester is no administrator.
    :raises NotFound: there is no such meeting.
    """
    check_manages_accounts(requester.identity)
    get_meeting(work.session, meeting_id)
    kept = _kept(work, meeting_id)
    kept.months = months
    kept.changed_by, kept.changed_at = requester.identity.name, work.now
    said = "default" if months is None else str(months)
    detail = f"meeting:{meeting_id} months:{said}"
    action = AccessAction.RETENTION_SET
    log_act(work, action, requester.identity, requester.endpoint, detail)


def confirm_removal(
    work: UnitOfWork, *, requester: Requester, removals: Iterable[MeetingRemoval]
) -> None:
    """Note that an administrator confirmed the removal; it is logged for each meeting.

    :raises Forbidden: the requester is no administrator.
    """
    check_manages_accounts(requester.identity)
    for removal in removals:
        kept = _kept(work, removal.meeting_id)
        kept.confirmed_at, kept.confirmed_by = work.now, requester.identity.name
        action, detail = AccessAction.RETENTION_APPLIED, _detail(removal)
        log_act(work, action, requester.identity, requester.endpoint, detail)


def confirm_as_operator(work: UnitOfWork, removals: Iterable[MeetingRemoval]) -> None:
    """Do the same for the server's operator, by a command."""
    for removal in removals:
        kept = _kept(work, removal.meeting_id)
        kept.confirmed_at, kept.confirmed_by = work.now, OPERATOR_NAME
        action, detail = AccessAction.RETENTION_APPLIED, _detail(removal)
        log_access(work, action, OPERATOR_NAME, NO_ENDPOINT, detail)


def withdraw_confirmation(work: UnitOfWork, meeting_ids: Iterable[int]) -> None:
    """Take back a confirmation: what would go has changed since it was shown."""
    for meeting_id in meeting_ids:
        _kept(work, meeting_id).confirmed_at = None


def _detail(removal: MeetingRemoval) -> str:
    documents, rows = len(removal.documents), removal.row_count
    return f"meeting:{removal.meeting_id} documents:{documents} rows:{rows}"


def _kept(work: UnitOfWork, meeting_id: int) -> MeetingRetention:
    kept = work.session.get(MeetingRetention, meeting_id)
    if kept is None:
        kept = MeetingRetention(
            meeting_id=meeting_id, changed_by="", changed_at=work.now
        )
        work.session.add(kept)
    return kept


def going_tables() -> list[Table]:
    """Return the tables whose rows go, children before parents."""
    tables = reversed(Base.metadata.sorted_tables)
    return [table for table in tables if table.name in GOING_TABLES]


def delete_some_rows(work: UnitOfWork, table: Table, meeting_id: int) -> int:
    """Delete a batch of a meeting's rows; return how many."""
    key = tuple_(*table.primary_key.columns)
    some = (
        select(*table.primary_key.columns)
        .where(rows_of_meetings(table.name, [meeting_id]))
        .limit(ROWS_AT_ONCE)
    )
    rows = work.session.execute(some).all()
    if rows:
        work.session.execute(delete(table).where(key.in_([tuple(row) for row in rows])))
    return len(rows)


def finish_removal(
    work: UnitOfWork, *, meeting_id: int, documents: int, rows: int
) -> None:
    """Note that a meeting's data is gone; its journal, which stays, says so too."""
    _kept(work, meeting_id).removed_at = work.now
    event = MeetingDataRemoved(meeting_id=meeting_id, documents=documents, rows=rows)
    work.record(event)
