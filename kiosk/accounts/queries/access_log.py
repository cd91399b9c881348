"""Pages of the access log for administrators, newest first."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.accounts.access_actions import (
    ACCESS_ACTION_LABELS,
    ACCESS_DETAIL_LABELS,
    AccessAction,
)
from kiosk.accounts.models import AccessEntry, Account

PAGE_LENGTH = 100


@dataclass(frozen=True)
class AccessLogLine:
    """An entry of the access log for display."""

    id: int
    at: dt.datetime
    username: str
    # Empty: no account has the typed name.
    full_name: str
    address: str
    port: int | None
    act: str
    is_refused: bool
    # The credential's label, to be translated; or the account concerned.
    by: str
    target: str


@dataclass(frozen=True)
class AccessLogPage:
    """A page of the access log."""

    lines: list[AccessLogLine]
    # The id before which the next (older) page ends; None: this is the last page.
    older: int | None


def access_page(
    session: Session, *, account_id: int | None = None, before: int | None = None
) -> AccessLogPage:
    """Return the newest entries before id `before`, of one account or of all."""
    wanted = (
        select(AccessEntry, Account.full_name)
        .outerjoin(Account, AccessEntry.account_id == Account.id)
        .order_by(AccessEntry.id.desc())
        .limit(PAGE_LENGTH + 1)
    )
    if account_id is not None:
        wanted = wanted.where(AccessEntry.account_id == account_id)
    if before is not None:
        wanted = wanted.where(AccessEntry.id < before)
    rows = session.execute(wanted).all()
    lines = [_line(entry, name) for entry, name in rows[:PAGE_LENGTH]]
    return AccessLogPage(lines, lines[-1].id if len(rows) > PAGE_LENGTH else None)


def _line(entry: AccessEntry, full_name: str | None) -> AccessLogLine:
    return AccessLogLine(
        id=entry.id,
        at=entry.at,
        username=entry.username,
        full_name=full_name or "",
        address=entry.address,
        port=entry.port,
        # An action written by a newer version has no label.
        act=ACCESS_ACTION_LABELS.get(entry.act, entry.act),
        is_refused=entry.act == AccessAction.SIGN_IN_REFUSED,
        by=ACCESS_DETAIL_LABELS.get(entry.detail, ""),
        target="" if entry.detail in ACCESS_DETAIL_LABELS else entry.detail,
    )


@dataclass(frozen=True)
class AccountChoice:
    """An account in the log's filter."""

    id: int
    username: str
    full_name: str


def account_choices(session: Session) -> list[AccountChoice]:
    """Return all accounts, also closed ones, by user name."""
    rows = session.execute(
        select(Account.id, Account.username, Account.full_name).order_by(
            Account.username
        )
    )
    return [AccountChoice(*row) for row in rows]
