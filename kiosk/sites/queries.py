"""Queries on sites."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.errors import N_, Invalid
from kiosk.sites.models import Site


def sites_of(session: Session, meeting_id: int) -> list[Site]:
    """Return the meeting's sites in order."""
    return list(
        session.scalars(
            select(Site)
            .where(Site.meeting_id == meeting_id)
            .order_by(Site.ordinal, Site.id)
        )
    )


def chosen_site(session: Session, meeting_id: int, site_id: int | None) -> int | None:
    """Return `site_id` after checking that it belongs to the meeting.

    :raises Invalid: the meeting has no such site.
    """
    if site_id is None:
        return None
    site = session.get(Site, site_id)
    if site is None or site.meeting_id != meeting_id:
        raise Invalid(N_("Hội nghị không có điểm cầu này. Xin chọn lại."))
    return site.id
