"""Which members an actor at a gate may see: of one site or of the meeting."""

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import OPERATORS, Role

# No site has this number.
NO_PERMITTED_SITE = 0


def permitted_site(session: Session, actor: Actor) -> int | None:
    """Return the only site whose members the actor checks in; None: all sites.

    An operator who was given no site has nobody to check in.
    """
    if actor.role not in {Role.ENTRANCE, *OPERATORS} or actor.member_id is None:
        return None
    site_id = session.get_one(Member, actor.member_id).site_id
    return site_id or NO_PERMITTED_SITE if actor.role in OPERATORS else site_id


def site_condition(site_id: int | None) -> ColumnElement[bool]:
    """Return the SQL condition on `members` for a site; None: no restriction."""
    return true() if site_id is None else Member.site_id == site_id
