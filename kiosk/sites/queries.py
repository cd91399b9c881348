"""Sites as read."""

from sqlalchemy import select
from sqlalchemy.orm import Session

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
