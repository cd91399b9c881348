"""Staff signing in: the password, then the one-time code if the account has one.

The password takes two changes with the slow verification between them. The first
counts the try as wrong before anybody knows, so that a thousand tries at once
are no way around the wait; the second takes it back.
"""

from dataclasses import dataclass

from sqlalchemy import delete, select

from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions.access_log import log_access
from kiosk.accounts.actions.rate_limit import (
    AttemptKey,
    AttemptKind,
    count_failure,
    seconds_to_wait,
    uncount_failure,
)
from kiosk.accounts.actions.second_factor import has_second_factor, use_one_time_code
from kiosk.accounts.actions.sign_ins import begin_sign_in, end_sign_in, expiry
from kiosk.accounts.devices import Device
from kiosk.accounts.errors import second_step_expired
from kiosk.accounts.models import Account, PendingSignIn, SignIn
from kiosk.accounts.queries import pending_sign_in, pending_token_hash
from kiosk.accounts.rules import SECOND_STEP_LIFETIME, check_wait, normalise_username
from kiosk.storage.secrets import new_secret
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PasswordAttempt:
    """A try to sign in, counted, not yet verified."""

    account_id: int | None
    # Empty for a name nobody has: the verification then fits nothing.
    password_hash: str
    attempt_key: AttemptKey


@dataclass(frozen=True)
class SignInResult:
    """What became of a try to sign in; both empty: it is refused."""

    # The cookie's value.
    token: str = ""
    # The password was right, and a code is due: what the second step goes by.
    step_token: str = ""


REFUSED = SignInResult()


def attempt_staff_sign_in(
    work: UnitOfWork, *, username: str, device: Device
) -> PasswordAttempt:
    """Count a try under this name on this device, and say what to verify.

    :raises TooManyAttempts: it must wait.
    """
    name = normalise_username(username)[:40]
    attempt_key = AttemptKey(AttemptKind.PASSWORD, device, name)
    check_wait(seconds_to_wait(work.session, attempt_key, work.now))
    count_failure(work, attempt_key)
    found = work.session.scalars(
        select(Account).where(Account.username == name, Account.is_closed.is_(False))
    ).one_or_none()
    if found is None:
        return PasswordAttempt(None, "", attempt_key)
    return PasswordAttempt(found.id, found.password_hash, attempt_key)


def accept_password(
    work: UnitOfWork, *, attempt: PasswordAttempt, verified: bool
) -> Account | None:
    """Return the account whose password was verified, its try uncounted, or none."""
    account = work.session.get(Account, attempt.account_id or 0)
    if (
        not verified
        or account is None
        or account.is_closed
        # Changed while it was being verified: the old password is worth nothing.
        or account.password_hash != attempt.password_hash
    ):
        return None
    uncount_failure(work, attempt.attempt_key)
    return account


def sign_in_staff(
    work: UnitOfWork,
    key: bytes,
    *,
    attempt: PasswordAttempt,
    verified: bool,
    device: Device,
) -> SignInResult:
    """Sign in the account whose password was verified, or let it go on to its code.

    A refusal is no error here: its line in the access log must be kept.
    """
    account = accept_password(work, attempt=attempt, verified=verified)
    if account is None:
        known = work.session.get(Account, attempt.account_id or 0)
        who = known or attempt.attempt_key.name
        act = AccessAction.SIGN_IN_REFUSED
        log_access(work, act, who, device.endpoint, AccessDetail.PASSWORD)
        return REFUSED
    return pass_first_step(
        work, key, account=account, device=device, by=AccessDetail.PASSWORD
    )


def pass_first_step(
    work: UnitOfWork, key: bytes, *, account: Account, device: Device, by: AccessDetail
) -> SignInResult:
    """Sign the account in, or let it go on to its code if it has a second factor."""
    if not has_second_factor(work, account.id):
        token = sign_in_account(work, key, account=account, device=device, by=by)
        return SignInResult(token=token)
    log_access(work, AccessAction.CODE_ASKED, account, device.endpoint, by)
    old = PendingSignIn.started_at < work.now - SECOND_STEP_LIFETIME
    work.session.execute(delete(PendingSignIn).where(old))
    token = new_secret()
    work.session.add(
        PendingSignIn(
            token_hash=pending_token_hash(key, token, device.name),
            account_id=account.id,
            started_at=work.now,
        )
    )
    return SignInResult(step_token=token)


def pass_second_step(
    work: UnitOfWork, key: bytes, *, token: str, code: str, device: Device
) -> SignInResult:
    """Sign in who has given the password on this device, by a code.

    :raises Forbidden: the password was given too long ago, or not here.
    :raises TooManyAttempts: it must wait.
    """
    hashed = pending_token_hash(key, token, device.name)
    account = pending_sign_in(work.session, hashed, work.now)
    if account is None:
        raise second_step_expired()
    attempt_key = AttemptKey(AttemptKind.ONE_TIME_CODE, device, account.username)
    check_wait(seconds_to_wait(work.session, attempt_key, work.now))
    count_failure(work, attempt_key)
    by = use_one_time_code(work, key, account_id=account.id, code=code)
    if by is None:
        act = AccessAction.SIGN_IN_REFUSED
        log_access(work, act, account, device.endpoint, AccessDetail.CODE)
        return REFUSED
    uncount_failure(work, attempt_key)
    if by is AccessDetail.RECOVERY_CODE:
        log_access(work, AccessAction.RECOVERY_CODE_USED, account, device.endpoint)
    of_step = PendingSignIn.token_hash == hashed
    work.session.execute(delete(PendingSignIn).where(of_step))
    return SignInResult(
        token=sign_in_account(work, key, account=account, device=device, by=by)
    )


def sign_in_account(
    work: UnitOfWork,
    key: bytes,
    *,
    account: Account,
    device: Device,
    by: AccessDetail = AccessDetail.PASSWORD,
) -> str:
    """Sign the account in on the device and return the token."""
    if device.replaces:
        end_sign_in(work, device.replaces, "signed_out")
    log_access(work, AccessAction.SIGNED_IN, account, device.endpoint, by)
    sign_in = SignIn(
        account_id=account.id,
        device=device.address,
        browser=device.browser,
        expires_at=expiry(work.now, device.length),
    )
    return begin_sign_in(work, key, sign_in)
