"""Add, renew and close staff accounts, as administrator."""

from sqlalchemy import select

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.actions.sign_ins import end_sign_ins_of_account
from kiosk.accounts.errors import account_not_found
from kiosk.accounts.models import Account
from kiosk.accounts.rules import (
    check_full_name,
    check_manages_accounts,
    check_username,
    normalise_username,
)
from kiosk.errors import N_, Conflict, Forbidden
from kiosk.identity import Requester
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def add_account(
    work: UnitOfWork,
    key: bytes,
    *,
    requester: Requester,
    username: str,
    full_name: str,
    is_administrator: bool,
) -> str:
    """Add a staff account without a password; return the link that sets one.

    :raises Forbidden: the requester is no administrator.
    :raises Conflict: the name is taken.
    """
    check_manages_accounts(requester.identity)
    account = new_account(work, username, full_name, is_administrator=is_administrator)
    log_action_of(work, AccessAction.ACCOUNT_ADDED, requester, account.username)
    return make_setup_link(work, key, account_id=account.id)


def new_account(
    work: UnitOfWork, username: str, full_name: str, *, is_administrator: bool
) -> Account:
    """Store an account without a password.

    :raises Invalid: a name cannot be used.
    :raises Conflict: the user name is taken.
    """
    username, full_name = normalise_username(username), nfc(full_name)
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
    work: UnitOfWork, key: bytes, *, requester: Requester, account_id: int
) -> str:
    """Return a new link that sets the password of an open account.

    :raises NotFound: there is no such open account.
    """
    check_manages_accounts(requester.identity)
    account = get_open_account(work, account_id)
    log_action_of(work, AccessAction.LINK_RENEWED, requester, account.username)
    return make_setup_link(work, key, account_id=account.id)


def close_account(work: UnitOfWork, *, requester: Requester, account_id: int) -> None:
    """Close an account, end its sign-ins and invalidate its links.

    :raises Forbidden: it is the requester's own: one administrator must remain.
    """
    check_manages_accounts(requester.identity)
    if account_id == requester.identity.account_id:
        raise Forbidden(
            N_("Không thể đóng tài khoản của chính mình. Xin nhờ quản trị viên khác."),
            code="own_account",
        )
    account = get_open_account(work, account_id)
    log_action_of(work, AccessAction.ACCOUNT_CLOSED, requester, account.username)
    account.is_closed, account.password_hash = True, ""
    end_sign_ins_of_account(work, account_id, "account_closed")


def get_open_account(work: UnitOfWork, account_id: int) -> Account:
    """Return an account that is not closed.

    :raises NotFound: there is none.
    """
    account = work.session.get(Account, account_id)
    if account is None or account.is_closed:
        raise account_not_found()
    return account
