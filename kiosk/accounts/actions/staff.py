"""The administrator's care of the staff's accounts."""

from sqlalchemy import select

from kiosk.accounts.actions.access_log import log_act_of
from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.actions.sign_ins import end_sign_ins_of_account
from kiosk.accounts.acts import Act
from kiosk.accounts.models import Account
from kiosk.accounts.refusals import no_account
from kiosk.accounts.rules import (
    check_full_name,
    check_manages_accounts,
    check_username,
    tidy_username,
)
from kiosk.errors import N_, Conflict, Forbidden
from kiosk.identity import Asker
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def add_account(
    work: UnitOfWork,
    key: bytes,
    *,
    asker: Asker,
    username: str,
    full_name: str,
    is_administrator: bool,
) -> str:
    """Make a staff account without a password; return the link that sets one.

    :raises Forbidden: the asker is no administrator.
    :raises Conflict: the name is taken.
    """
    check_manages_accounts(asker.identity)
    account = new_account(work, username, full_name, is_administrator=is_administrator)
    log_act_of(work, Act.ACCOUNT_ADDED, asker, account.username)
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
    work: UnitOfWork, key: bytes, *, asker: Asker, account_id: int
) -> str:
    """Return a new link for an open account whose password was lost or never set.

    :raises NotFound: there is no such open account.
    """
    check_manages_accounts(asker.identity)
    account = open_account(work, account_id)
    log_act_of(work, Act.LINK_RENEWED, asker, account.username)
    return make_setup_link(work, key, account_id=account.id)


def close_account(work: UnitOfWork, *, asker: Asker, account_id: int) -> None:
    """Close an account: its sign-ins end at once, its links are dead.

    :raises Forbidden: it is the asker's own, so that one administrator remains.
    """
    check_manages_accounts(asker.identity)
    if account_id == asker.identity.account_id:
        raise Forbidden(
            N_("Không thể đóng tài khoản của chính mình. Xin nhờ quản trị viên khác."),
            code="own_account",
        )
    account = open_account(work, account_id)
    log_act_of(work, Act.ACCOUNT_CLOSED, asker, account.username)
    account.is_closed, account.password_hash = True, ""
    end_sign_ins_of_account(work, account_id, "account_closed")


def open_account(work: UnitOfWork, account_id: int) -> Account:
    """Return an account that is not closed.

    :raises NotFound: there is none.
    """
    account = work.session.get(Account, account_id)
    if account is None or account.is_closed:
        raise no_account()
    return account
