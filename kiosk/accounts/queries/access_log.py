"""The access log as administrators read it: newest first, a page at a time."""

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
    """One line of the access log."""

    id: int
    at: dt.datetime
    username: str
    # Empty: nobody has the name that was typed.
    full_name: str
    address: str
    port: int | None
    act: str
    is_refused: bool
    # A sentence to translate, or the name of what it was done to.
    by: str
    target: str


@dataclass(frozen=True)
class AccessLogPage:
    """A page of the access log."""

    lines: list[AccessLogLine]
    # The number that the next, older page stands before; none: this is the last.
    older: int | None


def access_page(
    session: Session, *, account_id: int | None = None, before: int | None = None
) -> AccessLogPage:
    """Return the newest lines, of one account or of all, older than line `before`."""
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
        # An act of a newer version, gone back from, is shown by its name.
        act=ACCESS_ACTION_LABELS.get(entry.act, entry.act),
        is_refused=entry.act == AccessAction.SIGN_IN_REFUSED,
        by=ACCESS_DETAIL_LABELS.get(entry.detail, ""),
        target="" if entry.detail in ACCESS_DETAIL_LABELS else entry.detail,
    )


@dataclass(frozen=True)
class AccountChoice:
    """An account by which the log can be filtered."""

    id: int
    username: str
    full_name: str


def account_choices(session: Session) -> list[AccountChoice]:
    """Return all accounts, closed ones too, by their user names."""
    rows = session.execute(
        select(Account.id, Account.username, Account.full_name).order_by(
            Account.username
        )
    )
    return [AccountChoice(*row) for row in rows]
