"""Announcements for a role, for a member's site, and for those who make them."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.announcements.models import Announcement
from kiosk.announcements.rules import AudienceKind
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.sites.models import Site

# Announcements in the list of those who make them.
LISTED = 100


def is_shown_at(moment: dt.datetime) -> ColumnElement[bool]:
    """Return the SQL condition on announcements that are shown at `moment`."""
    return and_(
        Announcement.withdrawn_at.is_(None),
        or_(Announcement.ends_at.is_(None), Announcement.ends_at > moment),
    )


def announcements_for_role(
    session: Session, meeting_id: int, role: Role
) -> list[dict[str, Any]]:
    """Return what is shown to all and to everyone with `role`, newest first."""
    is_addressed = or_(
        Announcement.audience == AudienceKind.ALL,
        and_(Announcement.audience == AudienceKind.ROLE, Announcement.role == role),
    )
    return [announcement_json(one) for one in _shown(session, meeting_id, is_addressed)]


def announcements_for_site(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return what is shown at the actor's site only, newest first."""
    member = session.get(Member, actor.member_id) if actor.member_id else None
    if member is None or member.site_id is None:
        return []
    is_addressed = and_(
        Announcement.audience == AudienceKind.SITE,
        Announcement.site_id == member.site_id,
    )
    found = _shown(session, actor.meeting_id, is_addressed)
    return [announcement_json(one) for one in found]


def site_announcements(session: Session, meeting_id: int) -> list[dict[str, int]]:
    """Return the id and the site's id of what is shown at single sites."""
    is_addressed = Announcement.site_id.is_not(None)
    return [
        {"id": one.id, "site_id": one.site_id or 0}
        for one in _shown(session, meeting_id, is_addressed)
    ]


def announcements_made(
    session: Session, meeting_id: int, *, shown_only: bool = False
) -> list[dict[str, Any]]:
    """Return the newest announcements to anybody, newest first."""
    moment = clock.now()
    wanted = (
        select(Announcement, Site.name)
        .outerjoin(Site, Announcement.site_id == Site.id)
        .where(Announcement.meeting_id == meeting_id)
        .order_by(Announcement.id.desc())
        .limit(LISTED)
    )
    if shown_only:
        wanted = wanted.where(is_shown_at(moment))
    return [
        announcement_json(one)
        | {
            "site": site or "",
            "is_shown": one.withdrawn_at is None
            and (one.ends_at is None or one.ends_at > moment),
            "withdrawn_at": clock.iso_moment(one.withdrawn_at),
            "withdrawn_by": one.withdrawn_by,
        }
        for one, site in session.execute(wanted)
    ]


def announcement_json(one: Announcement) -> dict[str, Any]:
    """Return an announcement as screens receive it."""
    return {
        "id": one.id,
        "text": one.text,
        "urgent": one.is_urgent,
        "audience": {"kind": one.audience, "ref": one.role or one.site_id},
        "made_at": one.made_at.isoformat(),
        "made_by": one.made_by,
        "ends_at": clock.iso_moment(one.ends_at),
    }


def _shown(
    session: Session, meeting_id: int, condition: ColumnElement[bool]
) -> list[Announcement]:
    return list(
        session.scalars(
            select(Announcement)
            .where(
                Announcement.meeting_id == meeting_id,
                is_shown_at(clock.now()),
                condition,
            )
            .order_by(Announcement.id.desc())
        )
    )
