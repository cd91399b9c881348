"""Whose people somebody at a gate may see: of one site, or of the whole meeting."""

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role


def scope_of(session: Session, actor: Actor) -> int | None:
    """Return the one site whose people the actor checks in; None: all of them."""
    if actor.role != Role.ENTRANCE or actor.member_id is None:
        return None
    return session.get_one(Member, actor.member_id).site_id


def within(site_id: int | None) -> ColumnElement[bool]:
    """Return the condition on `members` that keeps to a site; None: to all."""
    return true() if site_id is None else Member.site_id == site_id
