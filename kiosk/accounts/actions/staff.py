"""Staff signing in, and the administrator's care of their accounts.

Signing in takes two changes with the slow verification between them. The first
counts the try as wrong before anybody knows, so that a thousand tries at once
are no way around the wait; the second takes it back.
"""

from dataclasses import dataclass

from sqlalchemy import select

from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.actions.sign_ins import (
    begin_sign_in,
    end_sign_in,
    end_sign_ins_of_account,
    expiry,
)
from kiosk.accounts.actions.tries import (
    Guess,
    Guessed,
    count_guess,
    seconds_to_wait,
    uncount_guess,
)
from kiosk.accounts.devices import Device
from kiosk.accounts.models import Account, SignIn
from kiosk.accounts.rules import (
    check_full_name,
    check_manages_accounts,
    check_username,
    check_wait,
    tidy_username,
)
from kiosk.errors import N_, Conflict, Forbidden, NotFound
from kiosk.identity import Identity
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


@dataclass(frozen=True)
class Attempt:
    """A try to sign in, counted, not yet verified."""

    account_id: int | None
    # Empty for a name nobody has: the verification then fits nothing.
    password_hash: str
    guess: Guess


def attempt_staff_sign_in(
    work: UnitOfWork, *, username: str, device: Device
) -> Attempt:
    """Count a try under this name on this device, and say what to verify.

    :raises TooManyTries: it must wait.
    """
    name = tidy_username(username)[:40]
    guess = Guess(Guessed.PASSWORD, device, name)
    check_wait(seconds_to_wait(work.session, guess, work.now))
    count_guess(work, guess)
    found = work.session.scalars(
        select(Account).where(Account.username == name, Account.is_closed.is_(False))
    ).one_or_none()
    if found is None:
        return Attempt(None, "", guess)
    return Attempt(found.id, found.password_hash, guess)


def sign_in_staff(
    work: UnitOfWork, key: bytes, *, attempt: Attempt, verified: bool, device: Device
) -> str:
    """Sign in the account whose password was verified; return the token.

    :raises Forbidden: unknown name or wrong password, in one sentence for both.
    """
    account = work.session.get(Account, attempt.account_id or 0)
    if (
        not verified
        or account is None
        or account.is_closed
        # Changed while it was being verified: the old password is worth nothing.
        or account.password_hash != attempt.password_hash
    ):
        raise Forbidden(
            N_(
                "Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra bộ gõ tiếng Việt"
                " và phím Caps Lock rồi thử lại."
            ),
            code="wrong_password",
        )
    uncount_guess(work, attempt.guess)
    return sign_in_account(work, key, account_id=account.id, device=device)


def sign_in_account(
    work: UnitOfWork, key: bytes, *, account_id: int, device: Device
) -> str:
    """Sign the account in on the device and return the token."""
    if device.replaces:
        end_sign_in(work, device.replaces, "signed_out")
    sign_in = SignIn(
        account_id=account_id,
        device=device.address,
        expires_at=expiry(work.now, device.length),
    )
    return begin_sign_in(work, key, sign_in)


def add_account(
    work: UnitOfWork,
    key: bytes,
    *,
    identity: Identity,
    username: str,
    full_name: str,
    is_administrator: bool,
) -> str:
    """Make a staff account without a password; return the link that sets one.

    :raises Forbidden: the asker is no administrator.
    :raises Conflict: the name is taken.
    """
    check_manages_accounts(identity)
    account = new_account(work, username, full_name, is_administrator=is_administrator)
    return make_setup_link(work, key, account_id=account.id)


def new_account(
    work: UnitOfWork, username: str, full_name: str, *, is_administrator: bool
) -> Account:
    """Store an account that nobody can sign in with yet.

    :raises Invalid: a name cannot be used.
    :raises Conflict: the user name is taken.
    """
    username, full_name = tidy_username(username), nfc(full_name)
    check_username(username)
    check_full_name(full_name)
    taken = select(Account.id).where(Account.username == username)
    if work.session.scalars(taken).first() is not None:
        raise Conflict(
            N_("Tên đăng nhập này đã có người dùng. Xin chọn tên khác."),
            code="username_taken",
        )
    account = Account(
        username=username,
        full_name=full_name,
        password_hash="",
        is_administrator=is_administrator,
        created_at=work.now,
    )
    work.session.add(account)
    work.session.flush()
    return account


def renew_account_link(
    work: UnitOfWork, key: bytes, *, identity: Identity, account_id: int
) -> str:
    """Return a new link for an open account whose password was lost or never set.

    :raises NotFound: there is no such open account.
    """
    check_manages_accounts(identity)
    account = _open_account(work, account_id)
    return make_setup_link(work, key, account_id=account.id)


def close_account(work: UnitOfWork, *, identity: Identity, account_id: int) -> None:
    """Close an account: its sign-ins end at once, its links are dead.

    :raises Forbidden: it is the asker's own, so that one administrator remains.
    """
    check_manages_accounts(identity)
    if account_id == identity.account_id:
        raise Forbidden(
            N_("Không thể đóng tài khoản của chính mình. Xin nhờ quản trị viên khác."),
            code="own_account",
        )
    account = _open_account(work, account_id)
    account.is_closed, account.password_hash = True, ""
    end_sign_ins_of_account(work, account_id, "account_closed")


def _open_account(work: UnitOfWork, account_id: int) -> Account:
    account = work.session.get(Account, account_id)
    if account is None or account.is_closed:
        raise NotFound(N_("Không có tài khoản này, hoặc đã đóng."))
    return account
