"""Opening a one-time link: the person chooses the password himself."""

from dataclasses import dataclass

from kiosk.accounts.actions.access_log import log_access
from kiosk.accounts.actions.links import set_password, use_setup_link
from kiosk.accounts.actions.staff import new_account
from kiosk.accounts.actions.staff_sign_in import SignInResult, pass_first_step
from kiosk.accounts.acts import Act, Detail
from kiosk.accounts.devices import Device
from kiosk.accounts.models import Account
from kiosk.accounts.refusals import dead_link
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SetupWords:
    """What was typed; the names only where the link makes an administrator."""

    token: str
    username: str
    full_name: str
    password_hash: str


def set_up_account(
    work: UnitOfWork, key: bytes, *, words: SetupWords, device: Device
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
        act = Act.ACCOUNT_ADDED
        log_access(work, act, account, device.endpoint, account.username)
    else:
        account = work.session.get(Account, link.account_id)
    if account is None or account.is_closed:
        raise dead_link()
    set_password(work, account, words.password_hash)
    log_access(work, Act.PASSWORD_SET, account, device.endpoint, Detail.LINK)
    return pass_first_step(work, key, account=account, device=device, by=Detail.LINK)
