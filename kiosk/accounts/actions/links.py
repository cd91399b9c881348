"""One-time links: they make the first administrator, or set a password."""

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
    """Return the path of a fresh one-time link; the older ones like it are dead.

    Without `account_id` whoever opens it becomes administrator: it is printed for
    the keeper of the server alone.
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
    """Use up the link with this token.

    :raises NotFound: it was used, replaced, has expired, or never was.
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
    """Give the account a password; whoever is signed in with it is signed out."""
    account.password_hash = password_hash
    end_sign_ins_of_account(work, account.id, "password_changed")
