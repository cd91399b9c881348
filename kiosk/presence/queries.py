"""Query who is signed in for a meeting, and where they sit."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.meetings.models import Member
from kiosk.pagesync.queries import live_page
from kiosk.presence.rules import AudienceSignIn, SeatInfo
from kiosk.roles import AUDIENCE
from kiosk.sites.models import Site
from kiosk.sites.queries import sites_of
from kiosk.storage.journal import last_number


def shown_now(session: Session, meeting_id: int) -> tuple[int, int | None, int]:
    """Return the meeting's last number, and the shown document and page."""
    number = last_number(session, meeting_id)
    live = live_page(session, meeting_id)
    return number, live.document_id, live.page


def _is_expected(meeting_id: int) -> tuple[ColumnElement[bool], ...]:
    # Room screens and those who run the meeting are not counted.
    return (
        Member.meeting_id == meeting_id,
        Member.role.in_(AUDIENCE),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > clock.now(),
    )


def count_signed_in(session: Session, meeting_id: int) -> int:
    """Return the number of open sign-ins of the meeting's audience."""
    wanted = (
        select(func.count())
        .select_from(SignIn)
        .join(Member, SignIn.member_id == Member.id)
        .where(*_is_expected(meeting_id))
    )
    return session.execute(wanted).scalar_one()


def signed_in(session: Session, meeting_id: int) -> list[AudienceSignIn]:
    """Return the open sign-ins of the meeting's audience, sorted by name."""
    wanted = (
        select(SignIn.id, Member.site_id)
        .join(Member, SignIn.member_id == Member.id)
        .where(*_is_expected(meeting_id))
        .order_by(Member.sort_key, Member.id)
    )
    return [AudienceSignIn(*row) for row in session.execute(wanted)]


def seats_of(session: Session, sign_in_ids: Iterable[int]) -> dict[int, SeatInfo]:
    """Return the holders of sign-ins and their seats, by sign-in."""
    wanted = (
        select(SignIn.id, Member.full_name, Member.seat, Site.name, SignIn.started_at)
        .join(Member, SignIn.member_id == Member.id)
        .outerjoin(Site, Member.site_id == Site.id)
        .where(SignIn.id.in_(sign_in_ids))
    )
    return {
        sign_in_id: SeatInfo(name, seat, site or "", started_at)
        for sign_in_id, name, seat, site, started_at in session.execute(wanted)
    }


def sites_in_order(
    session: Session, meeting_id: int, counts: Mapping[int, Mapping[str, int]]
) -> list[dict[str, Any]]:
    """Return the sites in `counts`, sorted by name, each with its counts."""
    named = [(site.id, site.name) for site in sites_of(session, meeting_id)]
    return [
        {"id": site_id, "name": name, "counts": counts[site_id]}
        for site_id, name in [*named, (0, "")]
        if site_id in counts
    ]
