"""Identify sign-ins by token, and their roles in meetings."""

import datetime as dt
from collections.abc import Iterable
from typing import cast

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import Account, SignIn
from kiosk.accounts.rules import IDLE_TOLERANCE
from kiosk.identity import Actor, Identity
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.queries import MeetingWithRole
from kiosk.meetings.rules import ADMITTING_STATES, MeetingState
from kiosk.roles import Permission, Role, may

# Executed with every request: built once, and of columns, which load faster.
_SIGN_IN_HOLDER = (
    select(
        SignIn.id.label("sign_in_id"),
        Account.id,
        Member.id,
        Account.full_name.label("account_name"),
        Account.is_administrator,
        Account.is_closed,
        Member.full_name.label("member_name"),
        SignIn.started_at,
        SignIn.last_used_at,
    )
    .outerjoin(Account, SignIn.account_id == Account.id)
    .outerjoin(Member, SignIn.member_id == Member.id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("now"),
    )
)
_MEETING_STATE = select(Meeting.state).where(Meeting.id == bindparam("meeting_id"))
_MEMBER = select(Member.id, Member.role).where(
    Member.meeting_id == bindparam("meeting_id")
)
_MEMBER_BY_ID = _MEMBER.where(Member.id == bindparam("who"))
_MEMBER_OF_ACCOUNT = _MEMBER.where(Member.account_id == bindparam("who"))


# How long a staff sign-in may be unused; None: unlimited.
IdleLimit = dt.timedelta | None


def identify(
    session: Session, token_hash: str, idle_limit: IdleLimit = None
) -> Identity | None:
    """Return who is signed in under this token's hash, if anybody."""
    found = session.execute(
        _SIGN_IN_HOLDER, {"token_hash": token_hash, "now": clock.now()}
    ).one_or_none()
    if found is None:
        return None
    # The outer joins yield None, which SQLAlchemy's types do not express.
    account_id, member_id = cast("tuple[int | None, int | None]", found[1:3])
    if account_id is not None and not found.is_closed:
        if _is_idle(found.last_used_at or found.started_at, idle_limit):
            return None
        return Identity(
            sign_in_id=found.sign_in_id,
            name=found.account_name,
            account_id=account_id,
            is_administrator=found.is_administrator,
        )
    if member_id is not None:
        return Identity(
            sign_in_id=found.sign_in_id, name=found.member_name, member_id=member_id
        )
    return None


def _is_idle(used_at: dt.datetime, limit: IdleLimit) -> bool:
    return limit is not None and used_at < clock.now() - limit - IDLE_TOLERANCE


def why_ended(session: Session, token_hash: str, idle_limit: IdleLimit) -> str:
    """Return why a sign-in has ended; empty if unknown or still open."""
    found = session.execute(
        select(
            SignIn.account_id,
            SignIn.started_at,
            SignIn.last_used_at,
            SignIn.ended_at,
            SignIn.end_reason,
        ).where(SignIn.token_hash == token_hash)
    ).one_or_none()
    if found is None:
        return ""
    if found.ended_at is not None:
        return str(found.end_reason)
    is_idle = found.account_id is not None and _is_idle(
        found.last_used_at or found.started_at, idle_limit
    )
    return "idle" if is_idle else ""


def ended_among(session: Session, sign_in_ids: set[int]) -> dict[int, str]:
    """Return those of these sign-ins that have ended, with the reason.

    It is `signed_out` for those that expired or are stored no longer.
    """
    open_ones = select(SignIn.id).where(SignIn.is_open_at(clock.now()))
    ended = sign_in_ids - set(session.scalars(open_ones))
    if not ended:
        return {}
    stored = session.execute(
        select(SignIn.id, SignIn.end_reason).where(SignIn.id.in_(ended))
    )
    reasons = {found.id: found.end_reason for found in stored}
    return {one: reasons.get(one) or "signed_out" for one in ended}


def devices_of_member(session: Session, member_id: int) -> set[int]:
    """Return the open sign-ins of a member, by badge or by staff account."""
    of_account = select(Member.account_id).where(
        Member.id == member_id, Member.account_id.is_not(None)
    )
    return set(
        session.scalars(
            select(SignIn.id).where(
                SignIn.is_open_at(clock.now()),
                or_(
                    SignIn.member_id == member_id,
                    SignIn.account_id == of_account.scalar_subquery(),
                ),
            )
        )
    )


def actor_in(session: Session, identity: Identity, meeting_id: int) -> Actor | None:
    """Return the actor for `identity` in the meeting, None if it has no access.

    Only roles that may read drafts have access to a draft or closed meeting.
    """
    state = session.scalar(_MEETING_STATE, {"meeting_id": meeting_id})
    if state is None:
        return None
    member = _member(session, identity, meeting_id)
    if member is None and not identity.is_administrator:
        return None
    role = (
        Role.ADMINISTRATOR
        if identity.is_administrator or member is None
        else Role(member.role)
    )
    if not _is_open_to(role, state):
        return None
    return Actor(
        meeting_id=meeting_id,
        role=role,
        name=identity.name,
        sign_in_id=identity.sign_in_id,
        member_id=member.id if member else None,
    )


def _is_open_to(role: Role, state: str) -> bool:
    return MeetingState(state) in ADMITTING_STATES or may(role, Permission.READ_DRAFTS)


def roles_by_meeting(lines: Iterable[MeetingWithRole]) -> dict[int, Role]:
    """Return the role by meeting id, as `actor_in` gives it, of accessible meetings."""
    return {
        line.meeting.id: line.role
        for line in lines
        if _is_open_to(line.role, line.meeting.state)
    }


def _member(
    session: Session, identity: Identity, meeting_id: int
) -> Row[int, str] | None:
    is_himself = identity.member_id is not None
    return session.execute(
        _MEMBER_BY_ID if is_himself else _MEMBER_OF_ACCOUNT,
        {
            "meeting_id": meeting_id,
            "who": identity.member_id if is_himself else identity.account_id,
        },
    ).first()
