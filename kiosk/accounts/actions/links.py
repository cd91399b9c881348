"""One-time links that create the first administrator or set a password."""

from sqlalchemy import delete, select

from kiosk.accounts.actions.sign_ins import end_sign_ins_of_account
from kiosk.accounts.errors import unusable_link
from kiosk.accounts.models import Account, SetupLink
from kiosk.accounts.rules import LINK_LIFETIME
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork


def make_setup_link(
    work: UnitOfWork, key: bytes, *, account_id: int | None = None
) -> str:
    """Create a one-time link, invalidate older ones of its kind; return its path.

    Without `account_id` it creates an administrator: only the operator of the server
    may see it.
    """
    same = (
        SetupLink.account_id.is_(None)
        if account_id is None
        else SetupLink.account_id == account_id
    )
    work.session.execute(delete(SetupLink).where(same, SetupLink.used_at.is_(None)))
    token = new_secret()
    work.session.add(
        SetupLink(
            token_hash=hash_secret(key, "setup", token),
            created_at=work.now,
            account_id=account_id,
        )
    )
    return f"/setup#{token}"


def use_setup_link(work: UnitOfWork, key: bytes, token: str) -> SetupLink:
    """Mark the link with this token as used and return it.

    :raises NotFound: it is used, replaced, expired or unknown.
    """
    link = work.session.scalars(
        select(SetupLink).where(
            SetupLink.token_hash == hash_secret(key, "setup", token),
            SetupLink.used_at.is_(None),
            SetupLink.created_at > work.now - LINK_LIFETIME,
        )
    ).one_or_none()
    if link is None:
        raise unusable_link()
    link.used_at = work.now
    return link


def set_password(work: UnitOfWork, account: Account, password_hash: str) -> None:
    """Set the account's password and end its sign-ins."""
    account.password_hash = password_hash
    end_sign_ins_of_account(work, account.id, "password_changed")
