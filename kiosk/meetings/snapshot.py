"""The meeting itself in the snapshot."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.clock import iso_moment
from kiosk.meetings.models import Meeting
from kiosk.roles import Role


def snapshot_part(
    session: Session, meeting_id: int, _role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the meeting."""
    meeting = session.get_one(Meeting, meeting_id)
    fields = {
        "id": meeting.id,
        "title": meeting.title,
        "body_name": meeting.body_name,
        "place": meeting.place,
        "starts_at": iso_moment(meeting.starts_at),
        "state": meeting.state,
        "is_demo": meeting.is_demo,
        "lease_hours": meeting.lease_hours,
        "pin_mode": meeting.pin_mode,
        "revision": meeting.revision,
    }
    return {"meeting": fields}
