"""Counts per site, each in one query for all sites of a meeting."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.offline.models import CachedDocument
from kiosk.roles import AUDIENCE
from kiosk.sites.models import Site


def count_people(session: Session, site_id: int) -> int:
    """Return the number of members of a site, of any role."""
    wanted = select(func.count()).where(Member.site_id == site_id)
    return session.execute(wanted).scalar_one()


def signed_in_by_site(session: Session, meeting_id: int) -> dict[int, int]:
    """Return the number of devices signed in by each site's audience."""
    wanted = (
        select(Member.site_id, func.count())
        .join(SignIn, SignIn.member_id == Member.id)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(AUDIENCE),
            SignIn.is_open_at(clock.now()),
        )
        .group_by(Member.site_id)
    )
    return {site or 0: count for site, count in session.execute(wanted)}


def sites_of_sign_ins(session: Session, sign_in_ids: set[int]) -> dict[int, int | None]:
    """Return the site id of each badge sign-in's holder, by sign-in id."""
    found: dict[int, int | None] = {}
    wanted = sorted(sign_in_ids)
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(SignIn.id, Member.site_id)
            .join(Member, SignIn.member_id == Member.id)
            .where(SignIn.id.in_(wanted[start : start + 500]))
        )
        found.update((sign_in_id, site_id) for sign_in_id, site_id in rows)
    return found


def devices_with_all_documents(
    session: Session, meeting_id: int, documents: set[int]
) -> dict[int, int]:
    """Return per site id (0: none) the number of devices that hold all `documents`."""
    if not documents:
        return {}
    whole = (
        select(CachedDocument.device, func.max(Member.site_id).label("site_id"))
        .outerjoin(Member, CachedDocument.member_id == Member.id)
        .where(
            CachedDocument.meeting_id == meeting_id,
            CachedDocument.dropped_at.is_(None),
            CachedDocument.is_whole,
            CachedDocument.document_id.in_(documents),
        )
        .group_by(CachedDocument.device)
        .having(func.count() == len(documents))
        .subquery()
    )
    wanted = select(whole.c.site_id, func.count()).group_by(whole.c.site_id)
    return {site or 0: count for site, count in session.execute(wanted)}


def operated_site(session: Session, actor: Actor) -> Site:
    """Return the site that the actor operates.

    :raises NotFound: no site is assigned to them.
    """
    own = select(Member.site_id).where(Member.id == actor.member_id)
    site = session.scalars(
        select(Site).where(Site.id == own.scalar_subquery())
    ).one_or_none()
    if site is None:
        raise NotFound(
            N_("Đồng chí chưa được giao điểm cầu nào. Xin hỏi ban thư ký."),
            code="no_site",
        )
    return site


class SitePerson(NamedTuple):
    """A site's member and their current sign-in, if any."""

    name: str
    position: str
    seat: str
    sign_in_id: int | None


def site_audience(session: Session, meeting_id: int, site_id: int) -> list[SitePerson]:
    """Return a site's audience by name; site 0: members without a site.

    Each member occurs once, also if signed in on several devices.
    """
    is_open = (SignIn.member_id == Member.id) & SignIn.is_open_at(clock.now())
    rows = session.execute(
        select(Member.full_name, Member.position, Member.seat, func.max(SignIn.id))
        .outerjoin(SignIn, is_open)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(AUDIENCE),
            Member.site_id == site_id if site_id else Member.site_id.is_(None),
        )
        .group_by(Member.id)
        .order_by(Member.sort_key, Member.id)
    )
    return [SitePerson(*row) for row in rows]
