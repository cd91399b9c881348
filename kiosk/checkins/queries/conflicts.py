"""Conflicts that wait for a person."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from kiosk.checkins.models import CheckIn, CheckInConflict, Gate
from kiosk.checkins.queries.scope import permitted_site, site_condition
from kiosk.checkins.rules import ConflictKind
from kiosk.identity import Actor
from kiosk.meetings.models import Member

MAX_OPEN_CONFLICTS = 100


@dataclass(frozen=True)
class OpenConflict:
    """A member admitted twice, or with a revoked badge."""

    id: int
    kind: ConflictKind
    name: str
    seat: str
    first_gate: str
    first_at: dt.datetime
    second_gate: str | None
    second_at: dt.datetime | None


def open_conflicts(session: Session, actor: Actor) -> list[OpenConflict]:
    """Return the open conflicts, oldest first."""
    first, second = aliased(CheckIn), aliased(CheckIn)
    first_gate, second_gate = aliased(Gate), aliased(Gate)
    rows = session.execute(
        select(
            CheckInConflict.id,
            CheckInConflict.kind,
            Member.full_name,
            Member.seat,
            first_gate.name,
            first.at,
            second_gate.name,
            second.at,
        )
        .join(first, CheckInConflict.first_id == first.id)
        .join(Member, first.member_id == Member.id)
        .join(first_gate, first.gate_id == first_gate.id)
        .outerjoin(second, CheckInConflict.second_id == second.id)
        .outerjoin(second_gate, second.gate_id == second_gate.id)
        .where(
            CheckInConflict.meeting_id == actor.meeting_id,
            CheckInConflict.resolved_at.is_(None),
            site_condition(permitted_site(session, actor)),
        )
        .order_by(CheckInConflict.id)
        .limit(MAX_OPEN_CONFLICTS)
    )
    return [OpenConflict(row[0], ConflictKind(row[1]), *row[2:]) for row in rows]
