"""Counting wrong tries, by whatever they are counted against."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kiosk.accounts.models import Throttle
from kiosk.accounts.rules import FORGET_AFTER, Tries, fail_again, seconds_left
from kiosk.storage.unit_of_work import UnitOfWork


def seconds_to_wait(session: Session, keys: list[str], now: dt.datetime) -> int:
    """Return the longest wait among `keys`, in seconds; 0: try at once."""
    rows = session.scalars(select(Throttle).where(Throttle.key.in_(keys)))
    return max((seconds_left(row.wait_until, now) for row in rows), default=0)


def count_failure(work: UnitOfWork, key: str, *, free: int) -> int:
    """Count one wrong try against `key` and return the seconds to wait now."""
    row = work.session.get(Throttle, key)
    before = Tries(row.failures, row.last_at, row.wait_until) if row else None
    after = fail_again(before, work.now, free)
    if row is None:
        # With each newcomer, those long quiet are swept out.
        stale = Throttle.last_at < work.now - FORGET_AFTER
        work.session.execute(delete(Throttle).where(stale))
        row = Throttle(key=key)
        work.session.add(row)
    row.failures, row.last_at = after.failures, after.last_at
    row.wait_until = after.wait_until
    return seconds_left(after.wait_until, work.now)


def uncount_failure(work: UnitOfWork, key: str) -> None:
    """Take back one counted try: it was right after all."""
    row = work.session.get(Throttle, key)
    if row is not None:
        row.failures, row.wait_until = max(0, row.failures - 1), None


def forget_failures(work: UnitOfWork, key: str) -> None:
    """Forget every wrong try counted against `key`."""
    row = work.session.get(Throttle, key)
    if row is not None:
        work.session.delete(row)
