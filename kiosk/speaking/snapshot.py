"""The floor in the snapshot."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.roles import Role
from kiosk.speaking.queries.floor import floor_json

# It needs no other part of the snapshot.
IS_FETCHED_ALONE = True


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return who speaks and who is next; the queue for those who manage it."""
    return {"floor": floor_json(session, meeting_id, role)}
