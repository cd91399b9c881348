"""Sign in staff: the password, then a one-time code if the account has one.

The password takes two transactions with the slow verification between them. The first
counts the attempt as failed, so that parallel attempts do not evade the rate limit;
the second takes that back if the password was right.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select

from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions.access_log import log_access, log_end_of
from kiosk.accounts.actions.rate_limit import (
    AttemptKey,
    AttemptKind,
    count_failure,
    seconds_to_wait,
    uncount_failure,
)
from kiosk.accounts.actions.refusals import log_refusal
from kiosk.accounts.actions.second_factor import (
    has_second_factor,
    has_totp,
    use_one_time_code,
)
from kiosk.accounts.actions.sign_ins import begin_sign_in, end_sign_in, expiry
from kiosk.accounts.devices import Device
from kiosk.accounts.errors import second_step_expired
from kiosk.accounts.models import Account, PendingSignIn, SignIn
from kiosk.accounts.queries.own_account import pending_sign_in, pending_token_hash
from kiosk.accounts.rules import SECOND_STEP_LIFETIME, check_wait, normalise_username
from kiosk.accounts.totp import is_one_time_code
from kiosk.storage.secrets import new_secret
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PasswordAttempt:
    """An attempt to sign in, counted but not verified yet."""

    account_id: int | None
    # Empty for an unknown name: no password matches it.
    password_hash: str
    attempt_key: AttemptKey


@dataclass(frozen=True)
class SignInResult:
    """The result of an attempt to sign in; both tokens empty: it is refused."""

    # The session cookie's value.
    token: str = ""
    # Set when a one-time code must follow.
    step_token: str = ""
    # Of the account.
    username: str = ""


REFUSED = SignInResult()


def attempt_staff_sign_in(
    work: UnitOfWork, *, username: str, device: Device
) -> PasswordAttempt:
    """Count an attempt for this name and device; return what to verify.

    :raises TooManyAttempts: the device must wait.
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
    """Return the account with the verified password and uncount the attempt."""
    account = work.session.get(Account, attempt.account_id or 0)
    if (
        not verified
        or account is None
        or account.is_closed
        # The password was changed during the verification.
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
    """Sign in the account with the verified password, or ask for its code.

    Returns `REFUSED` instead of raising: the access log entry must be committed.
    """
    account = accept_password(work, attempt=attempt, verified=verified)
    if account is None:
        known = work.session.get(Account, attempt.account_id or 0)
        who = known or attempt.attempt_key.name
        action = AccessAction.SIGN_IN_REFUSED
        log_refusal(work, action, who, device.endpoint, AccessDetail.PASSWORD)
        return REFUSED
    return pass_first_step(
        work, key, account=account, device=device, by=AccessDetail.PASSWORD
    )


def pass_first_step(
    work: UnitOfWork, key: bytes, *, account: Account, device: Device, by: AccessDetail
) -> SignInResult:
    """Sign the account in, or ask for its code if it has a second factor."""
    if not has_second_factor(work, account.id):
        token = sign_in_account(work, key, account=account, device=device, by=by)
        return SignInResult(token=token, username=account.username)
    log_access(work, AccessAction.CODE_ASKED, account, device.endpoint, by)
    old = PendingSignIn.started_at < work.now - SECOND_STEP_LIFETIME
    work.session.execute(delete(PendingSignIn).where(old))
    token = new_secret()
    work.session.add(
        PendingSignIn(
            token_hash=pending_token_hash(key, token, device.name),
            account_id=account.id,
            started_at=work.now,
            passed_by=by,
        )
    )
    return SignInResult(step_token=token, username=account.username)


@dataclass(frozen=True)
class StepResult:
    """Whether a second step was passed, and by what it was tried."""

    is_right: bool
    by: AccessDetail


StepCheck = Callable[[UnitOfWork, Account, PendingSignIn], StepResult]


def open_step(
    work: UnitOfWork, key: bytes, *, token: str, device: Device
) -> tuple[PendingSignIn, Account]:
    """Return the pending sign-in of this device, and its account.

    :raises Forbidden: no password was entered here within `SECOND_STEP_LIFETIME`.
    """
    hashed = pending_token_hash(key, token, device.name)
    account = pending_sign_in(work.session, hashed, work.now)
    if account is None:
        raise second_step_expired()
    wanted = select(PendingSignIn).where(PendingSignIn.token_hash == hashed)
    return work.session.scalars(wanted).one(), account


def check_code(key: bytes, code: str) -> StepCheck:
    """Return the check of a one-time code or a recovery code."""

    def check(
        work: UnitOfWork, account: Account, _pending: PendingSignIn
    ) -> StepResult:
        # A secret nobody has confirmed was perhaps made by a thief of the session.
        if not has_totp(work, account.id) and is_one_time_code(code):
            return StepResult(is_right=False, by=AccessDetail.CODE)
        by = use_one_time_code(work, key, account_id=account.id, code=code)
        return StepResult(is_right=by is not None, by=by or AccessDetail.CODE)

    return check


def pass_second_step(
    work: UnitOfWork, key: bytes, *, token: str, check: StepCheck, device: Device
) -> SignInResult:
    """Sign in by a code or passkey after the password was entered on the same device.

    :raises Forbidden: no password was entered here within `SECOND_STEP_LIFETIME`.
    :raises TooManyAttempts: the device must wait.
    """
    pending, account = open_step(work, key, token=token, device=device)
    attempt_key = AttemptKey(AttemptKind.ONE_TIME_CODE, device, account.username)
    check_wait(seconds_to_wait(work.session, attempt_key, work.now))
    count_failure(work, attempt_key)
    step = check(work, account, pending)
    if not step.is_right:
        action = AccessAction.SIGN_IN_REFUSED
        log_refusal(work, action, account, device.endpoint, step.by)
        return REFUSED
    uncount_failure(work, attempt_key)
    if step.by is AccessDetail.RECOVERY_CODE:
        log_access(work, AccessAction.RECOVERY_CODE_USED, account, device.endpoint)
    passed_by = pending.passed_by
    work.session.delete(pending)
    token = sign_in_account(
        work, key, account=account, device=device, by=step.by, passed_by=passed_by
    )
    return SignInResult(token=token, username=account.username)


def sign_in_account(
    work: UnitOfWork,
    key: bytes,
    *,
    account: Account,
    device: Device,
    by: AccessDetail = AccessDetail.PASSWORD,
    passed_by: str = "",
) -> str:
    """Sign the account in on the device and return the session token.

    :param passed_by: how the first step was passed, if `by` is the second.
    """
    if device.replaces:
        log_end_of(work, device.replaces, device.endpoint, AccessDetail.REPLACED)
        end_sign_in(work, device.replaces, "signed_out")
    log_access(work, AccessAction.SIGNED_IN, account, device.endpoint, by)
    sign_in = SignIn(
        account_id=account.id,
        device=device.address,
        browser=device.browser,
        expires_at=expiry(work.now, device.length),
        passed_by=passed_by or by,
    )
    return begin_sign_in(work, key, sign_in)
