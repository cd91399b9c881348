"""Log refused sign-ins: the first of a kind one by one, a flood of them counted.

So nobody fills the disk by being refused, and the log still says how often it was.
"""

import datetime as dt

from sqlalchemy import select

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import Holder, chain_entry, holder_name
from kiosk.accounts.models import AccessEntry, RefusalGroup
from kiosk.identity import Endpoint, network_of
from kiosk.storage.unit_of_work import UnitOfWork

# Like refusals belong to one group for so long.
GROUP_LENGTH = dt.timedelta(minutes=5)
# Of each group so many have an entry of their own.
MOST_SINGLE_ENTRIES = 5
# Groups closed per transaction.
CLOSING_BATCH = 200


def log_refusal(
    work: UnitOfWork,
    action: AccessAction,
    who: Holder,
    endpoint: Endpoint,
    detail: str = "",
) -> None:
    """Log a refusal, or count it if there were `MOST_SINGLE_ENTRIES` like it."""
    account_id, username = holder_name(who)
    key = "/".join([action, detail, username, network_of(endpoint.address)])
    group = work.session.get(RefusalGroup, key)
    if group is not None and group.opened_at < work.now - GROUP_LENGTH:
        close_group(work, group)
        group = None
    if group is None:
        group = RefusalGroup(key=key, opened_at=work.now, written=0)
        work.session.add(group)
    group.account_id, group.username = account_id, username
    group.address, group.port = endpoint.address, endpoint.port
    group.act, group.detail = action, detail
    if group.written < MOST_SINGLE_ENTRIES:
        group.written += 1
        chain_entry(work, _entry_of(work, group, times=1))
    else:
        group.counted += 1


def close_group(work: UnitOfWork, group: RefusalGroup) -> None:
    """Write one entry for the refusals that were only counted, and end the group."""
    if group.counted:
        chain_entry(work, _entry_of(work, group, times=group.counted))
    work.session.delete(group)
    work.session.flush()


def close_old_groups(work: UnitOfWork) -> int:
    """Close a batch of groups whose time is over; return their number."""
    old = (
        select(RefusalGroup)
        .where(RefusalGroup.opened_at < work.now - GROUP_LENGTH)
        .order_by(RefusalGroup.opened_at)
        .limit(CLOSING_BATCH)
    )
    groups = work.session.scalars(old).all()
    for group in groups:
        close_group(work, group)
    return len(groups)


def _entry_of(work: UnitOfWork, group: RefusalGroup, *, times: int) -> AccessEntry:
    return AccessEntry(
        at=work.now,
        account_id=group.account_id,
        username=group.username,
        address=group.address,
        port=group.port,
        act=group.act,
        detail=group.detail,
        times=times,
    )
