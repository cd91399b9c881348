"""Queries on tablets, their commands and the members signed in on them."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import Account, SignIn
from kiosk.documents.models import Document
from kiosk.fleet.models import Command, Tablet
from kiosk.fleet.rules import CommandOutcome
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import ADMITTING_STATES
from kiosk.offline.queries import cacheable_documents
from kiosk.roles import Role

# Commands shown of one tablet.
MAX_COMMANDS_SHOWN = 20
# Ids per query, below the limits of the databases.
_IDS_PER_QUERY = 500
# The sign-in in the label of an actor.
_SIGN_IN = re.compile(r"sign-in:(\d+)")


def get_tablet(session: Session, secret_hash: str) -> Tablet | None:
    """Return the enrolled tablet with this secret hash, if any."""
    return session.scalars(
        select(Tablet).where(
            Tablet.secret_hash == secret_hash, Tablet.revoked_at.is_(None)
        )
    ).one_or_none()


def has_pending_commands(session: Session, tablet_id: int) -> bool:
    """Return whether the tablet has unanswered commands."""
    waiting = select(Command.id).where(
        Command.tablet_id == tablet_id, Command.outcome == CommandOutcome.WAITING
    )
    return session.scalar(waiting.limit(1)) is not None


def count_tablets(session: Session) -> int:
    """Return the number of enrolled tablets."""
    ours = select(func.count()).select_from(Tablet).where(Tablet.revoked_at.is_(None))
    return session.execute(ours).scalar_one()


@dataclass(frozen=True)
class SignedInMember:
    """A member signed in on a tablet."""

    member_id: int
    meeting_id: int
    role: Role
    name: str
    seat: str


def signed_in_members(
    session: Session, member_ids: Collection[int]
) -> dict[int, SignedInMember]:
    """Return those members by id."""
    found: dict[int, SignedInMember] = {}
    wanted = sorted(member_ids)
    for start in range(0, len(wanted), _IDS_PER_QUERY):
        rows = session.execute(
            select(
                Member.id,
                Member.meeting_id,
                Member.role,
                Member.full_name,
                Member.seat,
            ).where(Member.id.in_(wanted[start : start + _IDS_PER_QUERY]))
        )
        for member_id, meeting_id, role, name, seat in rows:
            found[member_id] = SignedInMember(
                member_id, meeting_id, Role(role), name, seat
            )
    return found


def titles_of(session: Session, document_ids: Collection[int]) -> dict[int, str]:
    """Return the titles of these documents."""
    wanted = sorted(document_ids)[:_IDS_PER_QUERY]
    rows = session.execute(
        select(Document.id, Document.title).where(Document.id.in_(wanted))
    )
    return {row.id: row.title for row in rows}


@dataclass(frozen=True)
class CommandRecord:
    """A command, who gave it, and its outcome."""

    id: int
    tablet_id: int
    kind: str
    given_at: dt.datetime
    given_by: str
    outcome: CommandOutcome


def _command_record(command: Command) -> CommandRecord:
    outcome = CommandOutcome(command.outcome)
    if outcome is CommandOutcome.WAITING and command.expires_at <= clock.now():
        outcome = CommandOutcome.EXPIRED
    return CommandRecord(
        command.id,
        command.tablet_id,
        command.kind,
        command.given_at,
        command.given_by,
        outcome,
    )


def last_commands(session: Session) -> dict[int, CommandRecord]:
    """Return the last command of each tablet."""
    newest = select(func.max(Command.id)).group_by(Command.tablet_id)
    rows = session.scalars(select(Command).where(Command.id.in_(newest)))
    return {command.tablet_id: _command_record(command) for command in rows}


def command_history(session: Session, tablet_id: int) -> list[CommandRecord]:
    """Return the tablet's commands, newest first."""
    rows = session.scalars(
        select(Command)
        .where(Command.tablet_id == tablet_id)
        .order_by(Command.id.desc())
        .limit(MAX_COMMANDS_SHOWN)
    )
    return [_command_record(command) for command in rows]


def commander_names(
    session: Session, orders: Iterable[CommandRecord]
) -> dict[str, str]:
    """Return the names of those who gave these commands, by label."""
    signs = {
        int(found.group(1)): order.given_by
        for order in orders
        if (found := _SIGN_IN.search(order.given_by))
    }
    rows = session.execute(
        select(SignIn.id, func.coalesce(Account.full_name, Member.full_name))
        .outerjoin(Account, SignIn.account_id == Account.id)
        .outerjoin(Member, SignIn.member_id == Member.id)
        .where(SignIn.id.in_(sorted(signs)))
    )
    return {signs[sign_in_id]: name or "" for sign_in_id, name in rows}


def tablets(session: Session) -> list[Tablet]:
    """Return all enrolled tablets by number."""
    ours = select(Tablet).where(Tablet.revoked_at.is_(None)).order_by(Tablet.number)
    return list(session.scalars(ours))


def count_offline_documents(session: Session, meeting_id: int, role: Role) -> int:
    """Return how many documents a tablet of this role is to keep."""
    return len(cacheable_documents(session, meeting_id, role))


def open_meetings(session: Session) -> list[tuple[int, str]]:
    """Return the meetings that delegates may enter, newest first."""
    rows = session.execute(
        select(Meeting.id, Meeting.title)
        .where(Meeting.state.in_(ADMITTING_STATES))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(found, title) for found, title in rows]
