"""Begin and end sign-ins of badges and of accounts."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select, update

from kiosk.accounts.events import SignInEnded
from kiosk.accounts.models import Account, PendingSignIn, SignIn
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork

# Statements that are made once: every badge that is shown executes one of them.
_OPEN_SIGN_INS = select(SignIn.id).where(SignIn.is_open_at(bindparam("now")))
_OPEN_OF_MEMBER = _OPEN_SIGN_INS.where(SignIn.member_id == bindparam("member_id"))
_OPEN_OF_ACCOUNT = _OPEN_SIGN_INS.where(SignIn.account_id == bindparam("account_id"))


def begin_sign_in(work: UnitOfWork, key: bytes, sign_in: SignIn) -> str:
    """Store a sign-in with its holder and expiry; return its session token."""
    token = new_secret()
    sign_in.token_hash = hash_secret(key, "sign-in", token)
    sign_in.started_at = work.now
    work.session.add(sign_in)
    work.session.flush()
    return token


def end_sign_in(work: UnitOfWork, sign_in_id: int, reason: str) -> None:
    """End one sign-in, if it has not ended yet; its connections are closed."""
    sign_in = work.session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.ended_at is not None:
        return
    sign_in.ended_at, sign_in.end_reason = work.now, reason
    for meeting_id in _meetings_of(work, sign_in):
        work.record(
            SignInEnded(meeting_id=meeting_id, sign_in_id=sign_in_id, reason=reason)
        )


def end_sign_ins_of_member(work: UnitOfWork, member_id: int, reason: str) -> int:
    """End every badge sign-in of a member and return their number."""
    values = {"now": work.now, "member_id": member_id}
    return _end_all(work, work.session.scalars(_OPEN_OF_MEMBER, values), reason)


def end_sign_ins_of_account(work: UnitOfWork, account_id: int, reason: str) -> int:
    """End every sign-in of an account, pending ones too; return their number."""
    begun = PendingSignIn.account_id == account_id
    work.session.execute(delete(PendingSignIn).where(begun))
    values = {"now": work.now, "account_id": account_id}
    return _end_all(work, work.session.scalars(_OPEN_OF_ACCOUNT, values), reason)


def end_badge_sign_ins(
    work: UnitOfWork, meeting_id: int, roles: frozenset[Role], reason: str
) -> int:
    """End every badge sign-in of these roles in a meeting; return their number.

    Records no event per sign-in, as there may be hundreds: the event of the meeting's
    new state makes servers check their connections.
    """
    members = select(Member.id).where(
        Member.meeting_id == meeting_id, Member.role.in_(roles)
    )
    ended = work.session.execute(
        update(SignIn)
        .where(SignIn.member_id.in_(members), SignIn.ended_at.is_(None))
        .values(ended_at=work.now, end_reason=reason)
        .returning(SignIn.id)
    )
    return len(ended.all())


def _end_all(work: UnitOfWork, open_ids: Iterable[int], reason: str) -> int:
    ids = list(open_ids)
    for sign_in_id in ids:
        end_sign_in(work, sign_in_id, reason)
    return len(ids)


def _meetings_of(work: UnitOfWork, sign_in: SignIn) -> list[int]:
    """Return the meetings whose journal records the end of this sign-in."""
    if sign_in.member_id is not None:
        return [work.session.get_one(Member, sign_in.member_id).meeting_id]
    own = select(Member.meeting_id).where(Member.account_id == sign_in.account_id)
    meetings = list(work.session.scalars(own.distinct()))
    if meetings:
        return meetings
    if not work.session.get_one(Account, sign_in.account_id).is_administrator:
        return []
    # An administrator is a member of no meeting but may follow all: one event, in any
    # meeting, closes all their connections.
    newest = select(Meeting.id).order_by(Meeting.id.desc()).limit(1)
    return list(work.session.scalars(newest))


def expiry(
    now: dt.datetime, length: dt.timedelta, latest: dt.datetime | None = None
) -> dt.datetime:
    """Return when a sign-in made now expires: after `length`, not after `latest`."""
    end = now + length
    return min(end, latest) if latest else end
