"""Give commands to tablets and record their acknowledgement."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select

from kiosk.errors import N_, NotFound
from kiosk.fleet import rules
from kiosk.fleet.events import TabletsCommanded
from kiosk.fleet.models import Command, Tablet
from kiosk.fleet.rules import CommandKind, CommandOutcome, TabletHolder
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import ADMITTING_STATES
from kiosk.storage.unit_of_work import UnitOfWork

# Commands are kept this long.
COMMAND_RETENTION = dt.timedelta(days=90)


@dataclass(frozen=True)
class CommandIssuer:
    """Who gives commands: for a meeting its secretariat, else the administrator."""

    label: str
    meeting_id: int | None


def command_tablets(
    work: UnitOfWork,
    issuer: CommandIssuer,
    *,
    kind: CommandKind,
    tablets: Collection[int],
    target: int | None = None,
) -> list[int]:
    """Store a command for these tablets; return the ids of those that exist.

    :raises Invalid: a target is missing or not allowed.
    :raises NotFound: delegates cannot enter that meeting.
    """
    rules.check_command_target(kind, target)
    if target is not None:
        _check_open(work, issuer, target)
    old = work.now - COMMAND_RETENTION
    work.session.execute(delete(Command).where(Command.given_at < old))
    found = select(Tablet.id).where(Tablet.id.in_(tablets), Tablet.revoked_at.is_(None))
    ids = sorted(work.session.scalars(found))
    work.session.add_all(
        Command(
            tablet_id=tablet_id,
            kind=kind,
            target_id=target,
            scope_id=issuer.meeting_id,
            given_at=work.now,
            given_by=issuer.label,
            expires_at=work.now + rules.command_lifetime(kind),
            outcome=CommandOutcome.WAITING,
        )
        for tablet_id in ids
    )
    if ids and issuer.meeting_id is not None:
        work.record(
            TabletsCommanded(meeting_id=issuer.meeting_id, command=kind, count=len(ids))
        )
    return ids


def _check_open(work: UnitOfWork, issuer: CommandIssuer, target: int) -> None:
    meeting = work.session.get(Meeting, target)
    is_foreign = issuer.meeting_id not in {None, target}
    if meeting is None or is_foreign or meeting.state not in ADMITTING_STATES:
        raise NotFound(N_("Hội nghị này chưa mở cho đại biểu, hoặc đã kết thúc."))


def acknowledge_commands(
    work: UnitOfWork,
    tablet_id: int,
    *,
    done: Collection[int],
    holder: TabletHolder | None,
) -> list[Command]:
    """Record completed commands and return those that are due now.

    Only the tablet's own commands are touched. Expired commands, and commands that the
    present holder does not permit, are ended.
    """
    waiting = select(Command).where(
        Command.tablet_id == tablet_id, Command.outcome == CommandOutcome.WAITING
    )
    orders = []
    for command in work.session.scalars(waiting.order_by(Command.id)):
        if command.id in done:
            _end(work, command, CommandOutcome.DONE)
            _store_lock_state(work, command)
        elif command.expires_at <= work.now:
            _end(work, command, CommandOutcome.EXPIRED)
        elif not rules.may_execute(
            command.kind,
            scope=command.scope_id,
            target=command.target_id,
            holder=holder,
        ):
            _end(work, command, CommandOutcome.REFUSED)
        elif _is_due(command, work.now):
            command.sent_at, command.tries = work.now, command.tries + 1
            orders.append(command)
    return orders


def _is_due(command: Command, now: dt.datetime) -> bool:
    if command.sent_at is None:
        return True
    is_recent = now - command.sent_at < rules.RETRY_AFTER
    return command.tries < rules.MAX_COMMAND_ATTEMPTS and not is_recent


def _end(work: UnitOfWork, command: Command, outcome: CommandOutcome) -> None:
    command.ended_at, command.outcome = work.now, outcome


def _store_lock_state(work: UnitOfWork, command: Command) -> None:
    """Store whether the tablet is locked, so that a reload keeps the lock."""
    if command.kind in {CommandKind.LOCK, CommandKind.UNLOCK}:
        tablet = work.session.get_one(Tablet, command.tablet_id)
        tablet.is_locked = command.kind == CommandKind.LOCK
