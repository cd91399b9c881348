"""Write the access log and remove entries older than its keeping time.

The law asks for account, time, address, source port and act, kept for at least twelve
months (docs/decisions/0041-personal-data.md). Entries hold no names of badge holders,
no secret, no ballot and no note, and are never changed.
"""

import datetime as dt
from itertools import takewhile
from typing import cast

from sqlalchemy import Table, delete, func, insert, select, update

from kiosk.accounts.access_actions import (
    LONGEST_LOGGED_NAME,
    OPERATOR_NAME,
    AccessAction,
    access_message,
)
from kiosk.accounts.models import (
    AccessEntry,
    AccessLogCheckpoint,
    AccessLogHead,
    Account,
    SignIn,
)
from kiosk.identity import Actor, Endpoint, Identity, Requester, member_label
from kiosk.meetings.models import Member
from kiosk.record.rules import ChainEnd
from kiosk.record.signing import public_key, sign
from kiosk.storage.chain import link_hash
from kiosk.storage.unit_of_work import UnitOfWork

_ONLY_HEAD = 1
# Entries removed per transaction, which then takes a few milliseconds.
REMOVAL_BATCH = 1000
# Plain statements, since every badge that signs in executes them.
_ENTRIES = cast("Table", AccessEntry.__table__)
_HEADS = cast("Table", AccessLogHead.__table__)
_ENTRY_COLUMNS = [column.name for column in _ENTRIES.c if column.name != "id"]
_ADD_ENTRY = insert(_ENTRIES)
_READ_HEAD = select(_HEADS.c.number, _HEADS.c.hash).where(_HEADS.c.id == _ONLY_HEAD)
_READ_LAST = (
    select(_ENTRIES.c.number, _ENTRIES.c.hash)
    .order_by(_ENTRIES.c.number.desc())
    .limit(1)
)
_MOVE_HEAD = update(_HEADS).where(_HEADS.c.id == _ONLY_HEAD)
# Who acted: an account, a badge holder, or a name as typed.
Holder = Account | Member | str


def holder_name(who: Holder) -> tuple[int | None, str]:
    """Return the account's id, if any, and the user name of an entry."""
    if isinstance(who, Account):
        return who.id, who.username
    if isinstance(who, Member):
        return None, member_label(who.id)
    return None, who[:LONGEST_LOGGED_NAME]


def log_access(
    work: UnitOfWork,
    action: AccessAction,
    who: Holder,
    endpoint: Endpoint,
    detail: str = "",
) -> None:
    """Write one entry in the transaction of the action it reports."""
    account_id, username = holder_name(who)
    chain_entry(
        work,
        AccessEntry(
            at=work.now,
            account_id=account_id,
            username=username,
            address=endpoint.address,
            port=endpoint.port,
            act=action,
            detail=detail,
        ),
    )


def log_action_of(
    work: UnitOfWork, action: AccessAction, requester: Requester, detail: str = ""
) -> None:
    """Log an action of somebody signed in, with an account or a badge."""
    log_act(work, action, requester.identity, requester.endpoint, detail)


def log_act(
    work: UnitOfWork,
    action: AccessAction,
    who: Identity | Actor,
    endpoint: Endpoint,
    detail: str,
) -> None:
    """Log an action of an identity, or of an actor in a meeting."""
    log_access(work, action, _holder(work, who), endpoint, detail)


def _holder(work: UnitOfWork, who: Identity | Actor) -> Holder:
    account_id, member_id = None, who.member_id
    if isinstance(who, Identity):
        account_id = who.account_id
    elif sign_in := work.session.get(SignIn, who.sign_in_id):
        # A member of staff with a part in the meeting acts with the account.
        account_id = sign_in.account_id
    if account_id is not None and (account := work.session.get(Account, account_id)):
        return account
    return OPERATOR_NAME if member_id is None else member_label(member_id)


def log_end_of(
    work: UnitOfWork, sign_in_id: int, endpoint: Endpoint, detail: str
) -> None:
    """Log that a sign-in, if it has not ended yet, is signed out now."""
    sign_in = work.session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.ended_at is not None:
        return
    if sign_in.account_id is not None:
        who: Holder = work.session.get_one(Account, sign_in.account_id)
    else:
        who = work.session.get_one(Member, sign_in.member_id)
    log_access(work, AccessAction.SIGNED_OUT, who, endpoint, detail)


def chain_entry(work: UnitOfWork, entry: AccessEntry) -> None:
    """Add an entry under the next number, with the hash of itself and all before.

    The only function that adds one.
    """
    head = _head(work)
    # As they are stored: without NUL, and with the column's default.
    for name in ("username", "address", "act", "detail"):
        setattr(entry, name, (getattr(entry, name) or "").replace("\0", ""))
    entry.times = entry.times or 1
    entry.number = head.number + 1
    entry.hash = link_hash(head.hash, entry.content())
    row = {name: getattr(entry, name) for name in _ENTRY_COLUMNS}
    work.session.execute(_ADD_ENTRY, row)
    moved = _MOVE_HEAD.values(number=entry.number, hash=entry.hash)
    work.session.execute(moved)


def _head(work: UnitOfWork) -> ChainEnd:
    """Return the end of the chain, for the next entry."""
    found = work.session.execute(_READ_HEAD).first()
    if found is not None:
        return ChainEnd(found.number, found.hash)
    # Somebody has removed it from the database, and people must go on signing in. What
    # else was removed is found by the signed states.
    last = work.session.execute(_READ_LAST).first()
    end = ChainEnd(last.number, last.hash) if last else ChainEnd()
    row = {"id": _ONLY_HEAD, "number": end.number, "hash": end.hash}
    work.session.execute(insert(_HEADS), row)
    return end


def remove_old_entries(work: UnitOfWork, key: bytes, keeping: dt.timedelta) -> int:
    """Remove a batch of entries older than `keeping`; return their number.

    A signed cut stays behind them. Entries behind one that has not expired wait for it:
    the rest must stay a chain.

    :param key: `Config.record_key`.
    """
    limit = work.now - keeping
    oldest = select(AccessEntry).order_by(AccessEntry.number).limit(REMOVAL_BATCH)
    removed = list(
        takewhile(lambda entry: entry.at < limit, work.session.scalars(oldest))
    )
    if not removed:
        return 0
    last = removed[-1]
    _sign(work, key, ChainEnd(last.number, last.hash), before=limit)
    work.session.execute(
        delete(AccessEntry).where(AccessEntry.number <= last.number),
        execution_options={"synchronize_session": False},
    )
    return len(removed)


def sign_access_log(work: UnitOfWork, key: bytes) -> None:
    """Sign the newest state of the access log, unless it is signed already.

    :param key: `Config.record_key`.
    """
    head = _head(work)
    signed = work.session.scalar(select(func.max(AccessLogCheckpoint.number)))
    if head.number > (signed or 0):
        _sign(work, key, ChainEnd(head.number, head.hash))


def _sign(
    work: UnitOfWork, key: bytes, end: ChainEnd, before: dt.datetime | None = None
) -> None:
    message = access_message(end, work.now, before)
    work.session.add(
        AccessLogCheckpoint(
            number=end.number,
            hash=end.hash,
            at=work.now,
            before=before,
            signature=sign(key, message),
            public_key=public_key(key),
        )
    )
    work.session.flush()
