"""Queue the weekly digest for units and for those who follow all tasks."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from kiosk.accounts.models import Account
from kiosk.notices.rules import Notice, Recipient
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import EVERYTHING, TaskViewer
from kiosk.tasks.digest import build_digest, digest_parameters
from kiosk.tasks.models import TaskDigest, TaskSupervisor
from kiosk.tasks.reminders import (
    DIGEST_NOTICE,
    TASKS_PATH,
    accounts_of_unit,
    send_notice,
)
from kiosk.units.links import LINK_PATH, make_link
from kiosk.units.models import Unit
from kiosk.units.rules import LinkPurpose


@dataclass(frozen=True)
class _Addressee:
    recipient: Recipient
    viewer: TaskViewer
    # "": a link of the unit is made.
    link: str


def queue_digests(work: UnitOfWork, key: bytes, monday: dt.date, today: dt.date) -> int:
    """Queue the digests of a week, once; return how many.

    :param key: of the server, for the links of units.
    """
    if work.session.get(TaskDigest, monday) is not None:
        return 0
    count = sum(_queue(work, key, each, today) for each in _addressees(work))
    work.session.add(TaskDigest(week=monday, recipients=count, queued_at=work.now))
    return count


def _addressees(work: UnitOfWork) -> list[_Addressee]:
    found = []
    units = select(Unit).where(Unit.is_closed.is_(False)).order_by(Unit.id)
    for unit in work.session.scalars(units).all():
        viewer = TaskViewer(unit.name, "server", unit_id=unit.id)
        if unit.email:
            to = Recipient(unit.name, email=unit.email, unit_id=unit.id)
            found.append(_Addressee(to, viewer, ""))
        for account in accounts_of_unit(work, unit.id):
            to = Recipient(account.full_name, account_id=account.id)
            found.append(_Addressee(to, viewer, TASKS_PATH))
    leaders = (
        select(Account)
        .join(TaskSupervisor, TaskSupervisor.account_id == Account.id)
        .where(Account.is_closed.is_(False))
        .order_by(Account.id)
    )
    for account in work.session.scalars(leaders):
        to = Recipient(account.full_name, account_id=account.id)
        found.append(_Addressee(to, EVERYTHING, TASKS_PATH))
    return found


def _queue(work: UnitOfWork, key: bytes, each: _Addressee, today: dt.date) -> bool:
    """Queue the digest of one recipient; return False if there is nothing to say."""
    digest = build_digest(work.session, each.viewer, today)
    if digest.is_empty:
        return False
    parameters = digest_parameters(digest, is_leader=each.viewer.assigns)
    send_notice(
        work,
        Notice(
            kind=DIGEST_NOTICE,
            recipient=each.recipient,
            parameters=parameters | {"name": each.recipient.name},
            refers_to=f"digest:{digest.monday.isoformat()}",
            link=each.link or _unit_link(work, key, each),
        ),
    )
    return True


def _unit_link(work: UnitOfWork, key: bytes, each: _Addressee) -> str:
    unit_id = each.viewer.unit_id
    if unit_id is None:
        return TASKS_PATH
    token = make_link(work, key, unit_id, LinkPurpose.TASKS, TASKS_PATH)
    return f"{LINK_PATH}#{token}"
