"""Use a one-time link to choose a password and sign in."""

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
    """The form's values; names are used only if the link creates an administrator."""

    token: str
    username: str
    full_name: str
    password_hash: str


def set_up_account(
    work: UnitOfWork, key: bytes, *, details: SetupDetails, device: Device
) -> SignInResult:
    """Use the link, set the password and sign in.

    An account with a second factor still has to enter its code.

    :raises NotFound: the link cannot be used.
    :raises Conflict: the user name is taken.
    """
    link = use_setup_link(work, key, details.token)
    account: Account | None
    if link.account_id is None:
        account = new_account(
            work, details.username, details.full_name, is_administrator=True
        )
        action = AccessAction.ACCOUNT_ADDED
        log_access(work, action, account, device.endpoint, account.username)
    else:
        account = work.session.get(Account, link.account_id)
    if account is None or account.is_closed:
        raise unusable_link()
    set_password(work, account, details.password_hash)
    log_access(
        work, AccessAction.PASSWORD_SET, account, device.endpoint, AccessDetail.LINK
    )
    return pass_first_step(
        work, key, account=account, device=device, by=AccessDetail.LINK
    )
