"""The list of accounts, and lookup of one-time links."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import Account, SecondFactor, SetupLink, SignIn
from kiosk.accounts.queries.own_account import PasskeySummary, passkeys_of
from kiosk.accounts.rules import LINK_LIFETIME


@dataclass(frozen=True)
class AccountSummary:
    """An account in the administrator's list."""

    id: int
    username: str
    full_name: str
    is_administrator: bool
    is_closed: bool
    # No password chosen yet.
    is_waiting: bool
    devices: int
    has_second_factor: bool
    passkeys: list[PasskeySummary]


def account_lines(session: Session) -> list[AccountSummary]:
    """Return every account, open ones first."""
    counts = (
        select(SignIn.account_id, func.count().label("devices"))
        .where(SignIn.is_open_at(clock.now()))
        .group_by(SignIn.account_id)
        .subquery()
    )
    passkeys = passkeys_of(session, list(session.scalars(select(Account.id))))
    rows = session.execute(
        select(Account, counts.c.devices, SecondFactor.confirmed_at)
        .outerjoin(counts, counts.c.account_id == Account.id)
        .outerjoin(SecondFactor, SecondFactor.account_id == Account.id)
        .order_by(Account.is_closed, Account.username)
    )
    return [
        AccountSummary(
            id=account.id,
            username=account.username,
            full_name=account.full_name,
            is_administrator=account.is_administrator,
            is_closed=account.is_closed,
            is_waiting=not account.password_hash and not account.is_closed,
            devices=devices or 0,
            has_second_factor=confirmed_at is not None or account.id in passkeys,
            passkeys=passkeys.get(account.id, []),
        )
        for account, devices, confirmed_at in rows
    ]


@dataclass(frozen=True)
class UsableLink:
    """A usable one-time link: its account, or None where it creates one."""

    username: str | None
    full_name: str | None
    has_second_factor: bool = False


def usable_link(session: Session, token_hash: str) -> UsableLink | None:
    """Return the usable one-time link with this token's hash, if any."""
    found = session.execute(
        select(SetupLink, Account, SecondFactor.confirmed_at)
        .outerjoin(Account, SetupLink.account_id == Account.id)
        .outerjoin(SecondFactor, SecondFactor.account_id == Account.id)
        .where(
            SetupLink.token_hash == token_hash,
            SetupLink.used_at.is_(None),
            SetupLink.created_at > clock.now() - LINK_LIFETIME,
        )
    ).one_or_none()
    if found is None:
        return None
    link, account, confirmed_at = found
    if link.account_id is None:
        return UsableLink(None, None)
    if account.is_closed:
        return None
    has_passkey = bool(passkeys_of(session, [account.id]))
    return UsableLink(
        account.username,
        account.full_name,
        has_second_factor=confirmed_at is not None or has_passkey,
    )
