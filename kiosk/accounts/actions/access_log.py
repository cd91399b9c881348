"""Write the access log and remove entries older than twelve months."""

from sqlalchemy import delete, select

from kiosk.accounts.access_actions import (
    ENTRY_RETENTION,
    LONGEST_LOGGED_NAME,
    AccessAction,
)
from kiosk.accounts.models import AccessEntry, Account
from kiosk.identity import Endpoint, Requester
from kiosk.storage.unit_of_work import UnitOfWork

# Entries removed per transaction, which then takes a few milliseconds.
REMOVAL_BATCH = 1000


def log_access(
    work: UnitOfWork,
    action: AccessAction,
    who: Account | str,
    endpoint: Endpoint,
    detail: str = "",
) -> None:
    """Write one entry in the transaction of the action it reports.

    :param who: the acting account, or the user name as typed.
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
            act=action,
            detail=detail,
        )
    )


def log_action_of(
    work: UnitOfWork, action: AccessAction, requester: Requester, detail: str = ""
) -> None:
    """Log an action of a signed-in member of staff; badge holders are not logged."""
    account_id = requester.identity.account_id
    if account_id is None:
        return
    account = work.session.get(Account, account_id)
    log_access(
        work, action, account or requester.identity.name, requester.endpoint, detail
    )


def remove_old_entries(work: UnitOfWork) -> int:
    """Remove a batch of expired entries and return their number."""
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
