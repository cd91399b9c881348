"""Rate limit of failed attempts at codes, passwords and one-time links.

An unknown device shares the budgets of its address and of the name it tries. A known
device has a budget of its own, so that strangers at the same address or with the same
name cannot lock it out.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from kiosk.accounts.devices import Device
from kiosk.accounts.models import Throttle
from kiosk.accounts.rules import (
    FAILURES_EXPIRE_AFTER,
    FREE_TRIES,
    FREE_TRIES_PER_ADDRESS,
    FREE_TRIES_PER_NAME,
    FailureCount,
    after_failure,
    seconds_left,
)
from kiosk.storage.unit_of_work import UnitOfWork


class AttemptKind(StrEnum):
    """What is attempted."""

    # Cannot be guessed: counted only to limit the desk's alerts.
    BADGE = "badge"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 no password
    ONE_TIME_CODE = "one_time_code"
    LINK = "link"
    INVITATION = "invitation"
    UNIT_LINK = "unit_link"
    PROVIDER = "provider"


@dataclass(frozen=True)
class AttemptKey:
    """What an attempt is counted by: its kind, the device, and a name if any."""

    what: AttemptKind
    device: Device
    name: str = ""

    @property
    def address_key(self) -> str:
        """Return the key shared by all devices of the address."""
        return f"{self.what}/{self.device.address}"

    @property
    def budgets(self) -> dict[str, int]:
        """Return the keys it is counted under, each with its free attempts."""
        address = self.address_key
        keys = {f"{address}/{self.name}/{self.device.name}": FREE_TRIES}
        if self.device.is_known:
            return keys
        keys[address] = FREE_TRIES_PER_ADDRESS
        if self.name:
            keys[f"{address}/{self.name}"] = FREE_TRIES
            keys[f"{self.what}/*/{self.name}"] = FREE_TRIES_PER_NAME
        return keys


def seconds_to_wait(session: Session, attempt_key: AttemptKey, now: dt.datetime) -> int:
    """Return the seconds to wait before this attempt; 0: none."""
    wanted = select(Throttle).where(Throttle.key.in_(attempt_key.budgets))
    rows = session.scalars(wanted)
    return max((seconds_left(row.wait_until, now) for row in rows), default=0)


def count_failure(work: UnitOfWork, attempt_key: AttemptKey) -> int:
    """Count one failed attempt and return the seconds to wait now."""
    return max(
        _count_in_budget(work, key, free=n) for key, n in attempt_key.budgets.items()
    )


def _count_in_budget(work: UnitOfWork, key: str, *, free: int) -> int:
    """Count one failure under `key` and return the seconds to wait now."""
    row = work.session.get(Throttle, key)
    before = FailureCount(row.failures, row.last_at, row.wait_until) if row else None
    after = after_failure(before, work.now, free)
    if row is None:
        # Expired rows are removed whenever a row is added.
        stale = Throttle.last_at < work.now - FAILURES_EXPIRE_AFTER
        work.session.execute(delete(Throttle).where(stale))
        row = Throttle(key=key)
        work.session.add(row)
    row.failures, row.last_at = after.failures, after.last_at
    row.wait_until = after.wait_until
    return seconds_left(after.wait_until, work.now)


def uncount_failure(work: UnitOfWork, attempt_key: AttemptKey) -> None:
    """Take back one counted failure after the attempt has succeeded.

    The name's own counters are cleared; the address keeps the failures of others.
    """
    for key in attempt_key.budgets:
        row = work.session.get(Throttle, key)
        if row is None:
            continue
        if attempt_key.name and key != attempt_key.address_key:
            work.session.delete(row)
        else:
            row.failures, row.wait_until = max(0, row.failures - 1), None


def clear_waits(work: UnitOfWork, what: AttemptKind, address: str) -> None:
    """Let every device at an address try again at once."""
    whole = f"{what}/{address}"
    mine = or_(
        Throttle.key == whole, Throttle.key.startswith(f"{whole}/", autoescape=True)
    )
    work.session.execute(delete(Throttle).where(mine))
