"""The live page as stored."""

from sqlalchemy.orm import Session

from kiosk.pagesync.models import LivePage


def live_page(session: Session, meeting_id: int) -> LivePage:
    """Return the meeting's live page, an unsaved empty one before the first turn."""
    return session.get(LivePage, meeting_id) or LivePage(meeting_id=meeting_id, page=1)
