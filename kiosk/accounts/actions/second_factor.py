"""Set up, confirm, use and remove the second factor of an account."""

from dataclasses import dataclass

from sqlalchemy import delete, exists, select

from kiosk.accounts import totp
from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.accounts.actions.staff import get_open_account
from kiosk.accounts.models import Account, Passkey, RecoveryCode, SecondFactor
from kiosk.accounts.rules import check_manages_accounts
from kiosk.errors import N_, Conflict, Forbidden
from kiosk.identity import Requester
from kiosk.storage.secrets import new_secret
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class UnconfirmedFactor:
    """A secret not confirmed yet, as text and as a provisioning URI."""

    secret: str
    address: str


def begin_second_factor(
    work: UnitOfWork, key: bytes, *, requester: Requester
) -> UnconfirmedFactor:
    """Create a secret, which is required only after a code confirmed it.

    :raises Conflict: the account has a second factor already.
    """
    account = get_open_account(work, requester.identity.account_id or 0)
    factor = work.session.get(SecondFactor, account.id)
    if has_totp(work, account.id):
        raise Conflict(N_("Xác thực hai lớp đã bật rồi. Xin tải lại trang."))
    if factor is None:
        factor = SecondFactor(account_id=account.id)
        work.session.add(factor)
    factor.seed = new_secret()
    secret = totp.secret_of(key, account.id, factor.seed)
    return UnconfirmedFactor(secret, totp.setup_uri(secret, account.username))


def confirm_second_factor(
    work: UnitOfWork, key: bytes, *, requester: Requester, code: str
) -> list[str] | None:
    """Confirm the second factor; return recovery codes, None if the code is wrong.

    :raises Conflict: none was begun, or it is confirmed already.
    """
    account = get_open_account(work, requester.identity.account_id or 0)
    factor = work.session.get(SecondFactor, account.id)
    if factor is None or factor.confirmed_at is not None:
        raise Conflict(N_("Xin tải lại trang rồi bật xác thực hai lớp lại từ đầu."))
    if not totp.is_one_time_code(code):
        return None
    if use_one_time_code(work, key, account_id=account.id, code=code) is None:
        return None
    factor.confirmed_at = work.now
    log_action_of(work, AccessAction.SECOND_FACTOR_ON, requester)
    return issue_recovery_codes(work, key, account.id)


def renew_recovery_codes(
    work: UnitOfWork, key: bytes, *, requester: Requester
) -> list[str]:
    """Replace the recovery codes and return the new ones.

    :raises Conflict: the account has no second factor.
    """
    account = get_open_account(work, requester.identity.account_id or 0)
    if not has_second_factor(work, account.id):
        raise Conflict(N_("Xác thực hai lớp chưa bật. Xin tải lại trang."))
    log_action_of(work, AccessAction.RECOVERY_CODES_RENEWED, requester)
    return issue_recovery_codes(work, key, account.id)


def issue_recovery_codes(work: UnitOfWork, key: bytes, account_id: int) -> list[str]:
    """Replace the recovery codes of an account; return the new ones."""
    old = RecoveryCode.account_id == account_id
    work.session.execute(delete(RecoveryCode).where(old))
    codes = totp.new_recovery_codes()
    work.session.add_all(
        RecoveryCode(
            account_id=account_id, code_hash=totp.recovery_hash(key, account_id, code)
        )
        for code in codes
    )
    return [totp.format_recovery_code(code) for code in codes]


def has_second_factor(work: UnitOfWork, account_id: int) -> bool:
    """Return whether the account's sign-ins need a code or a passkey."""
    return has_totp(work, account_id) or has_passkey(work, account_id)


def has_totp(work: UnitOfWork, account_id: int) -> bool:
    """Return whether the account has confirmed one-time codes."""
    factor = work.session.get(SecondFactor, account_id)
    return factor is not None and factor.confirmed_at is not None


def has_passkey(work: UnitOfWork, account_id: int) -> bool:
    """Return whether the account has a passkey, at whatever address."""
    any_of_it = select(exists().where(Passkey.account_id == account_id))
    return bool(work.session.scalar(any_of_it))


def remove_unneeded_codes(work: UnitOfWork, account_id: int) -> None:
    """Remove the recovery codes of an account that has no second factor any more."""
    if not has_second_factor(work, account_id):
        codes = RecoveryCode.account_id == account_id
        work.session.execute(delete(RecoveryCode).where(codes))


def use_one_time_code(
    work: UnitOfWork, key: bytes, *, account_id: int, code: str
) -> AccessDetail | None:
    """Consume a code; return its kind, None if it is wrong or already used."""
    plain = totp.parse_code(code)
    factor = work.session.get(SecondFactor, account_id)
    if len(plain) == totp.RECOVERY_LENGTH:
        return _use_recovery_code(work, key, account_id, plain)
    if factor is None or not plain:
        return None
    secret = totp.secret_of(key, account_id, factor.seed)
    step = totp.matching_step(secret, plain, work.now, factor.last_step)
    if step is None:
        return None
    factor.last_step = step
    return AccessDetail.CODE


def _use_recovery_code(
    work: UnitOfWork, key: bytes, account_id: int, code: str
) -> AccessDetail | None:
    wanted = select(RecoveryCode).where(
        RecoveryCode.account_id == account_id,
        RecoveryCode.code_hash == totp.recovery_hash(key, account_id, code),
    )
    found = work.session.scalars(wanted).one_or_none()
    if found is None:
        return None
    work.session.delete(found)
    return AccessDetail.RECOVERY_CODE


def turn_off_second_factor(work: UnitOfWork, *, requester: Requester) -> None:
    """Remove the requester's one-time codes; the caller has verified the password."""
    account = get_open_account(work, requester.identity.account_id or 0)
    _remove_totp(work, requester, account)
    remove_unneeded_codes(work, account.id)


def remove_second_factor(
    work: UnitOfWork, *, requester: Requester, account_id: int
) -> None:
    """Remove the second factor of another account, as administrator.

    :raises Forbidden: the requester is no administrator, or it is their own account,
        which needs the password (`turn_off_second_factor`).
    :raises NotFound: there is no such open account.
    """
    check_manages_accounts(requester.identity)
    if account_id == requester.identity.account_id:
        raise Forbidden(
            N_("Xin tắt xác thực hai lớp của chính mình ở trang Tài khoản của tôi."),
            code="own_account",
        )
    _remove(work, requester, get_open_account(work, account_id))


def _remove_totp(work: UnitOfWork, requester: Requester, account: Account) -> None:
    if has_totp(work, account.id):
        log_action_of(work, AccessAction.SECOND_FACTOR_OFF, requester, account.username)
    of_it = SecondFactor.account_id == account.id
    work.session.execute(delete(SecondFactor).where(of_it))


def _remove(work: UnitOfWork, requester: Requester, account: Account) -> None:
    """Remove all that a sign-in asks for after the password."""
    if has_second_factor(work, account.id):
        log_action_of(work, AccessAction.SECOND_FACTOR_OFF, requester, account.username)
    for kind in (RecoveryCode, SecondFactor, Passkey):
        work.session.execute(delete(kind).where(kind.account_id == account.id))
