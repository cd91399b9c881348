"""Sign the state of a meeting's journal, and note the results of checks."""

from kiosk.record.models import RecordCheck, RecordCheckpoint, RecordRemoval
from kiosk.record.queries import (
    RecordRoot,
    journal_end,
    newest_checkpoint,
    root_of_checkpoint,
)
from kiosk.record.rules import (
    ChainFault,
    RemovalReason,
    checkpoint_message,
    removal_message,
)
from kiosk.record.signing import public_key, sign
from kiosk.storage.unit_of_work import UnitOfWork


def make_checkpoint(work: UnitOfWork, meeting_id: int, key: bytes) -> RecordRoot | None:
    """Sign the journal as it is, with the events recorded in `work` so far.

    Returns the newest checkpoint where it says the same already, and None before the
    first entry.

    :param key: `Config.record_key`.
    """
    work.write_events()
    end = journal_end(work.session, meeting_id)
    if not end.number:
        return None
    newest, by = newest_checkpoint(work.session, meeting_id), public_key(key)
    if newest and (newest.number, newest.public_key) == (end.number, by):
        return root_of_checkpoint(newest)
    message = checkpoint_message(meeting_id, end.number, end.hash, work.now)
    made = RecordCheckpoint(
        meeting_id=meeting_id,
        number=end.number,
        hash=end.hash,
        at=work.now,
        signature=sign(key, message),
        public_key=by,
    )
    work.session.add(made)
    work.session.flush()
    return root_of_checkpoint(made)


def sign_removal(
    work: UnitOfWork, meeting_id: int, key: bytes, reason: RemovalReason
) -> None:
    """Leave a signed note of a journal that is about to go with its whole meeting.

    Without it the database refuses to delete the journal. Events recorded in `work` so
    far are written; the caller deletes the meeting in the same transaction.
    """
    work.write_events()
    end = journal_end(work.session, meeting_id)
    message = removal_message(meeting_id, end.number, end.hash, work.now, reason)
    work.session.add(
        RecordRemoval(
            meeting_id=meeting_id,
            reason=reason,
            number=end.number,
            hash=end.hash,
            at=work.now,
            signature=sign(key, message),
            public_key=public_key(key),
        )
    )
    work.session.flush()


def ask_check(work: UnitOfWork, *, meeting_id: int) -> bool:
    """Note that a check is asked for; return whether none is under way."""
    check = work.session.get(RecordCheck, meeting_id)
    if check is None:
        check = RecordCheck(meeting_id=meeting_id)
        work.session.add(check)
    elif check.finished_at is None:
        return False
    check.asked_at, check.finished_at = work.now, None
    check.entries, check.fault, check.fault_number, check.fault_after = 0, "", 0, 0
    return True


def store_check(
    work: UnitOfWork, *, meeting_id: int, entries: int, fault: ChainFault | None
) -> None:
    """Store what a check has found."""
    check = work.session.get(RecordCheck, meeting_id)
    if check is None:
        return
    check.finished_at, check.entries = work.now, entries
    check.fault = fault.kind if fault else ""
    check.fault_number = fault.number if fault else 0
    check.fault_after = fault.after if fault else 0
