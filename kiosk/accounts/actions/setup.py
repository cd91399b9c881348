"""Opening a one-time link: the person chooses the password himself."""

from dataclasses import dataclass

from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions.access_log import log_access
from kiosk.accounts.actions.links import set_password, use_setup_link
from kiosk.accounts.actions.staff import new_account
from kiosk.accounts.actions.staff_sign_in import SignInResult, pass_first_step
from kiosk.accounts.devices import Device
from kiosk.accounts.errors import unusable_link
from kiosk.accounts.models import Account
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SetupDetails:
    """What was typed; the names only where the link makes an administrator."""

    token: str
    username: str
    full_name: str
    password_hash: str


def set_up_account(
    work: UnitOfWork, key: bytes, *, words: SetupDetails, device: Device
) -> SignInResult:
    """Use the link up, set the password and sign in.

    An account with a second factor goes on to its code: a link alone opens it not.

    :raises NotFound: the link is dead.
    :raises Conflict: the user name is taken.
    """
    link = use_setup_link(work, key, words.token)
    account: Account | None
    if link.account_id is None:
        account = new_account(
            work, words.username, words.full_name, is_administrator=True
        )
        act = AccessAction.ACCOUNT_ADDED
        log_access(work, act, account, device.endpoint, account.username)
    else:
        account = work.session.get(Account, link.account_id)
    if account is None or account.is_closed:
        raise unusable_link()
    set_password(work, account, words.password_hash)
    log_access(
        work, AccessAction.PASSWORD_SET, account, device.endpoint, AccessDetail.LINK
    )
    return pass_first_step(
        work, key, account=account, device=device, by=AccessDetail.LINK
    )
