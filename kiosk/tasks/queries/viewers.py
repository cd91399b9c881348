"""Query what accounts have to do with tasks."""

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.accounts.models import Account
from kiosk.identity import Identity
from kiosk.meetings.models import Member
from kiosk.roles import PERMISSIONS, Permission
from kiosk.tasks.models import TaskSupervisor


class SupervisorLine(msgspec.Struct, frozen=True):
    """A staff account, and whether it follows all tasks."""

    account_id: int
    full_name: str
    username: str
    is_administrator: bool
    is_supervisor: bool


def sees_all_tasks(session: Session, identity: Identity) -> bool:
    """Return whether an identity assigns and follows all tasks."""
    if identity.account_id is None:
        return False
    if identity.is_administrator:
        return True
    return session.get(TaskSupervisor, identity.account_id) is not None


def meetings_run_by(session: Session, identity: Identity) -> frozenset[int]:
    """Return the meetings that an identity runs, by account or badge."""
    own = (
        Member.id == identity.member_id
        if identity.member_id is not None
        else Member.account_id == identity.account_id
    )
    runners = PERMISSIONS[Permission.RUN_MEETING]
    wanted = select(Member.meeting_id).where(own, Member.role.in_(runners))
    return frozenset(session.scalars(wanted))


def supervisor_lines(session: Session) -> list[SupervisorLine]:
    """Return the open accounts with what they may follow, by user name."""
    rows = session.execute(
        select(Account, TaskSupervisor.account_id)
        .outerjoin(TaskSupervisor, TaskSupervisor.account_id == Account.id)
        .where(Account.is_closed.is_(False))
        .order_by(Account.username)
    )
    return [
        SupervisorLine(
            account.id,
            account.full_name,
            account.username,
            account.is_administrator,
            followed is not None,
        )
        for account, followed in rows
    ]
