"""The requester's own account, pending sign-ins and idle sign-ins."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.access_actions import ACCESS_DETAIL_LABELS, AccessDetail
from kiosk.accounts.models import (
    Account,
    Passkey,
    PendingSignIn,
    RecoveryCode,
    SecondFactor,
    SignIn,
)
from kiosk.accounts.rules import SECOND_STEP_LIFETIME
from kiosk.identity import Identity
from kiosk.storage.secrets import hash_secret

# Sessions listed; further ones are only counted.
SESSIONS_SHOWN = 20
_FIRST_STEPS: dict[str, str] = {
    one: ACCESS_DETAIL_LABELS[one] for one in (AccessDetail.OIDC, AccessDetail.LDAP)
}


@dataclass(frozen=True)
class SessionSummary:
    """A device on which an account is signed in."""

    id: int
    browser: str
    address: str
    since: dt.datetime
    used_at: dt.datetime
    is_this: bool
    # How the first step was passed; empty: with the password.
    by: str = ""


@dataclass(frozen=True)
class PasskeySummary:
    """A passkey in a list."""

    id: int
    name: str
    host: str
    since: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True)
class OwnAccount:
    """An account as its holder sees it."""

    username: str
    full_name: str
    is_administrator: bool
    sessions: list[SessionSummary]
    # Number of sessions not listed.
    more: int
    # None: off.
    second_factor_since: dt.datetime | None
    recovery_codes: int
    passkeys: list[PasskeySummary]
    # Otherwise a change needs a fresh sign-in.
    has_password: bool

    @property
    def has_second_factor(self) -> bool:
        """Return whether a sign-in asks for more than the password."""
        return self.second_factor_since is not None or bool(self.passkeys)


def own_account(session: Session, who: Identity) -> OwnAccount:
    """Return the account and its sessions: this device first, then by last use."""
    account = session.get_one(Account, who.account_id)
    factor = session.get(SecondFactor, account.id)
    used_at = func.coalesce(SignIn.last_used_at, SignIn.started_at)
    found = session.scalars(
        select(SignIn)
        .where(SignIn.account_id == account.id, SignIn.is_open_at(clock.now()))
        .order_by(SignIn.id != who.sign_in_id, used_at.desc(), SignIn.id.desc())
    ).all()
    codes = select(func.count()).where(RecoveryCode.account_id == account.id)
    return OwnAccount(
        username=account.username,
        full_name=account.full_name,
        is_administrator=account.is_administrator,
        sessions=[_line(one, who.sign_in_id) for one in found[:SESSIONS_SHOWN]],
        more=max(0, len(found) - SESSIONS_SHOWN),
        second_factor_since=factor.confirmed_at if factor else None,
        recovery_codes=session.scalar(codes) or 0,
        passkeys=passkeys_of(session, [account.id]).get(account.id, []),
        has_password=bool(account.password_hash),
    )


def passkeys_of(
    session: Session, account_ids: list[int]
) -> dict[int, list[PasskeySummary]]:
    """Return the passkeys of accounts by account, oldest first."""
    found: dict[int, list[PasskeySummary]] = {}
    wanted = select(Passkey).where(Passkey.account_id.in_(account_ids))
    for one in session.scalars(wanted.order_by(Passkey.id)):
        summary = PasskeySummary(one.id, one.name, one.host, one.added_at, one.used_at)
        found.setdefault(one.account_id, []).append(summary)
    return found


def _line(sign_in: SignIn, this: int) -> SessionSummary:
    return SessionSummary(
        id=sign_in.id,
        browser=sign_in.browser,
        address=sign_in.device,
        since=sign_in.started_at,
        used_at=sign_in.last_used_at or sign_in.started_at,
        is_this=sign_in.id == this,
        by=_FIRST_STEPS.get(sign_in.passed_by, ""),
    )


def pending_token_hash(key: bytes, token: str, device_name: str) -> str:
    """Return the hash under which a pending sign-in of a device is stored."""
    return hash_secret(key, "sign-in-step", f"{device_name}/{token}")


def pending_sign_in(
    session: Session, token_hash: str, now: dt.datetime
) -> Account | None:
    """Return the account of the unexpired pending sign-in with this hash, if any."""
    return session.scalars(
        select(Account)
        .join(PendingSignIn, PendingSignIn.account_id == Account.id)
        .where(
            PendingSignIn.token_hash == token_hash,
            PendingSignIn.started_at > now - SECOND_STEP_LIFETIME,
            Account.is_closed.is_(False),
        )
    ).one_or_none()


@dataclass(frozen=True)
class PendingStep:
    """What a pending sign-in may be finished with."""

    # Empty: there is none.
    username: str = ""
    has_codes: bool = False
    has_passkey: bool = False


def pending_step(session: Session, token_hash: str, now: dt.datetime) -> PendingStep:
    """Return what the pending sign-in with this hash may be finished with."""
    account = pending_sign_in(session, token_hash, now)
    if account is None:
        return PendingStep()
    factor = session.get(SecondFactor, account.id)
    own = select(func.count()).where(Passkey.account_id == account.id)
    return PendingStep(
        account.username,
        has_codes=factor is not None and factor.confirmed_at is not None,
        has_passkey=bool(session.scalar(own)),
    )


def idle_sign_ins(session: Session, before: dt.datetime) -> list[int]:
    """Return the open staff sign-ins last used before a moment."""
    used_at = func.coalesce(SignIn.last_used_at, SignIn.started_at)
    return list(
        session.scalars(
            select(SignIn.id).where(
                SignIn.account_id.is_not(None),
                SignIn.is_open_at(clock.now()),
                used_at < before,
            )
        )
    )
