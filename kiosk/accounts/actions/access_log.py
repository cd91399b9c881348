"""Writing the access log, and removing what is older than twelve months."""

from sqlalchemy import delete, select

from kiosk.accounts.access_actions import (
    ENTRY_RETENTION,
    LONGEST_LOGGED_NAME,
    AccessAction,
)
from kiosk.accounts.models import AccessEntry, Account
from kiosk.identity import Endpoint, Requester
from kiosk.storage.unit_of_work import UnitOfWork

# Entries removed in one change, some milliseconds.
REMOVAL_BATCH = 1000


def log_access(
    work: UnitOfWork,
    act: AccessAction,
    who: Account | str,
    endpoint: Endpoint,
    detail: str = "",
) -> None:
    """Write one line, kept only if the change it belongs to is.

    `who` is the account that acts, or the name that was typed.
    """
    if isinstance(who, Account):
        account_id, username = who.id, who.username
    else:
        account_id, username = None, who[:LONGEST_LOGGED_NAME]
    work.session.add(
        AccessEntry(
            at=work.now,
            account_id=account_id,
            username=username,
            address=endpoint.address,
            port=endpoint.port,
            act=act,
            detail=detail,
        )
    )


def log_action_of(
    work: UnitOfWork, act: AccessAction, requester: Requester, detail: str = ""
) -> None:
    """Write one line of what somebody signed in does; nothing of a badge's holder."""
    account_id = requester.identity.account_id
    if account_id is None:
        return
    account = work.session.get(Account, account_id)
    log_access(
        work, act, account or requester.identity.name, requester.endpoint, detail
    )


def remove_old_entries(work: UnitOfWork) -> int:
    """Remove some entries past their time and return how many they were."""
    old = (
        select(AccessEntry.id)
        .where(AccessEntry.at < work.now - ENTRY_RETENTION)
        .order_by(AccessEntry.id)
        .limit(REMOVAL_BATCH)
    )
    removed = work.session.execute(
        delete(AccessEntry).where(AccessEntry.id.in_(old)).returning(AccessEntry.id)
    )
    return len(removed.all())
