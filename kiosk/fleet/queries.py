"""The house's tablets as read: whose cookie, what they were told, who holds them."""

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

# How many of its orders are shown of a tablet.
MAX_COMMANDS_SHOWN = 20
# The answer to "which of these" is asked for so many at once.
_IDS_PER_QUERY = 500
# How a label names a sign-in.
_SIGN_IN = re.compile(r"sign-in:(\d+)")


def get_tablet(session: Session, secret_hash: str) -> Tablet | None:
    """Return the tablet that bears this secret, if it is one of ours."""
    return session.scalars(
        select(Tablet).where(
            Tablet.secret_hash == secret_hash, Tablet.revoked_at.is_(None)
        )
    ).one_or_none()


def has_pending_commands(session: Session, tablet_id: int) -> bool:
    """Tell whether the tablet was told something that it has not answered."""
    waiting = select(Command.id).where(
        Command.tablet_id == tablet_id, Command.outcome == CommandOutcome.WAITING
    )
    return session.scalar(waiting.limit(1)) is not None


def count_tablets(session: Session) -> int:
    """Return how many tablets there are."""
    ours = select(func.count()).select_from(Tablet).where(Tablet.revoked_at.is_(None))
    return session.execute(ours).scalar_one()


@dataclass(frozen=True)
class SignedInMember:
    """A member before a tablet: his meeting, his part, his name and his own seat."""

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
    """Return the titles of these papers."""
    wanted = sorted(document_ids)[:_IDS_PER_QUERY]
    rows = session.execute(
        select(Document.id, Document.title).where(Document.id.in_(wanted))
    )
    return {row.id: row.title for row in rows}


@dataclass(frozen=True)
class CommandRecord:
    """What a tablet was told, by whom, and what became of it."""

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
    """Return what each tablet was told last."""
    newest = select(func.max(Command.id)).group_by(Command.tablet_id)
    rows = session.scalars(select(Command).where(Command.id.in_(newest)))
    return {command.tablet_id: _command_record(command) for command in rows}


def command_history(session: Session, tablet_id: int) -> list[CommandRecord]:
    """Return what a tablet was told, the newest first."""
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
    """Return the names of those who gave these orders, by the label of each."""
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
    """Return all tablets of the house by number."""
    ours = select(Tablet).where(Tablet.revoked_at.is_(None)).order_by(Tablet.number)
    return list(session.scalars(ours))


def count_offline_documents(session: Session, meeting_id: int, role: Role) -> int:
    """Return how many papers a tablet of this role is to keep."""
    return len(cacheable_documents(session, meeting_id, role))


def open_meetings(session: Session) -> list[tuple[int, str]]:
    """Return the meetings that delegates may come to, the newest first."""
    rows = session.execute(
        select(Meeting.id, Meeting.title)
        .where(Meeting.state.in_(ADMITTING_STATES))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(found, title) for found, title in rows]
