"""Members of a meeting for comparison with a list and for export."""

import hashlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Member
from kiosk.people.rules import ExistingMember, PersonField
from kiosk.roles import Role
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


def existing_members(session: Session, meeting_id: int) -> list[ExistingMember]:
    """Return the members except wall screens, in the order of names."""
    rows = session.execute(
        select(*_COLUMNS)
        .outerjoin(Site, Member.site_id == Site.id)
        .where(Member.meeting_id == meeting_id, Member.role != Role.WALL)
        .order_by(Member.sort_key, Member.id)
    )
    return [
        ExistingMember(
            member_id,
            {
                PersonField.FULL_NAME: name,
                PersonField.ROLE: role,
                PersonField.POSITION: position,
                PersonField.UNIT: unit,
                PersonField.SEAT: seat,
                PersonField.SITE: site or "",
            },
            has_account=account is not None,
        )
        for member_id, name, role, position, unit, seat, site, account in rows
    ]


def site_ids_by_name(session: Session, meeting_id: int) -> dict[str, int]:
    """Return the site ids by name; of two with one name the first."""
    rows = session.execute(
        select(Site.name, Site.id)
        .where(Site.meeting_id == meeting_id)
        .order_by(Site.ordinal.desc(), Site.id.desc())
    )
    return dict(rows.all())


def people_signature(known: Sequence[ExistingMember], sites: Sequence[str]) -> str:
    """Return a hash of members and sites, to detect changes."""
    content = msgspec.json.encode([known, sorted(sites)])
    return hashlib.sha256(content).hexdigest()
