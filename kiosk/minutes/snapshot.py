"""Minutes that wait for an answer, in the snapshot of those who may be asked."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.minutes.queries.review import asked_members
from kiosk.roles import Permission, Role, may

IS_FETCHED_ALONE = True


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the ids of the members who have still to answer; nothing for others."""
    if not may(role, Permission.REVIEW_MINUTES):
        return {}
    return {"minutes": {"asked": asked_members(session, meeting_id)}}
