"""The people of a meeting as a list is compared with them, and as it is given out."""

import hashlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.roster.rules import Field, Known
from kiosk.sites.models import Site

_COLUMNS = (
    Member.id,
    Member.full_name,
    Member.role,
    Member.position,
    Member.unit,
    Member.seat,
    Site.name,
    Member.account_id,
)


def known_people(session: Session, meeting_id: int) -> list[Known]:
    """Return the meeting's people in the order of their names; no screens."""
    rows = session.execute(
        select(*_COLUMNS)
        .outerjoin(Site, Member.site_id == Site.id)
        .where(Member.meeting_id == meeting_id, Member.role != Role.WALL)
        .order_by(Member.sort_key, Member.id)
    )
    return [
        Known(
            member_id,
            {
                Field.FULL_NAME: name,
                Field.ROLE: role,
                Field.POSITION: position,
                Field.UNIT: unit,
                Field.SEAT: seat,
                Field.SITE: site or "",
            },
            has_account=account is not None,
        )
        for member_id, name, role, position, unit, seat, site, account in rows
    ]


def site_names(session: Session, meeting_id: int) -> dict[str, int]:
    """Return the meeting's sites by name; of two with one name the first."""
    rows = session.execute(
        select(Site.name, Site.id)
        .where(Site.meeting_id == meeting_id)
        .order_by(Site.ordinal.desc(), Site.id.desc())
    )
    return dict(rows.all())


def basis_of(known: Sequence[Known], sites: Sequence[str]) -> str:
    """Return what tells a meeting's list from what it was before."""
    told = msgspec.json.encode([known, sorted(sites)])
    return hashlib.sha256(told).hexdigest()
