"""Check the chain of the access log."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.accounts.access_actions import access_message
from kiosk.accounts.models import AccessEntry, AccessLogCheckpoint, AccessLogHead
from kiosk.record.rules import ChainedEntry, ChainEnd, SignedState
from kiosk.record.verification import ChainCheck, check_chain


def access_checkpoints(session: Session) -> list[AccessLogCheckpoint]:
    """Return the signed states and cuts, oldest first."""
    wanted = select(AccessLogCheckpoint).order_by(AccessLogCheckpoint.id)
    return list(session.scalars(wanted))


def check_access_log(session: Session) -> ChainCheck:
    """Check the access log from its last cut on; a second for 50,000 entries."""
    checkpoints = access_checkpoints(session)
    cuts = [one for one in checkpoints if one.before is not None]
    start = ChainEnd(cuts[-1].number, cuts[-1].hash) if cuts else ChainEnd()
    head = session.scalar(select(AccessLogHead))
    return check_chain(
        lambda batch: _entries(session, batch),
        first=start.number + 1,
        checkpoints=[_signed(one) for one in checkpoints],
        last=ChainEnd(head.number, head.hash) if head else start,
        before_first=start,
    )


def _signed(one: AccessLogCheckpoint) -> SignedState:
    end = ChainEnd(one.number, one.hash)
    return SignedState(
        number=one.number,
        hash=one.hash,
        message=access_message(end, one.at, one.before),
        signature=one.signature,
        public_key=one.public_key,
    )


def _entries(session: Session, batch: int) -> Iterator[ChainedEntry]:
    wanted = select(AccessEntry).order_by(AccessEntry.number)
    for entry in session.scalars(wanted.execution_options(yield_per=batch)):
        yield ChainedEntry(entry.number, entry.content(), entry.hash)
