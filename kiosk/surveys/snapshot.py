"""The meeting's surveys that may be answered, in the snapshot."""

from typing import Any

import msgspec
from sqlalchemy.orm import Session

from kiosk.roles import Permission, Role, may
from kiosk.surveys.respondents import asked_surveys

IS_FETCHED_ALONE = True


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the surveys with their times: the screen shows them at these times."""
    if not may(role, Permission.READ_PAPERS):
        return {}
    asked = asked_surveys(session, meeting_id)
    return {"surveys": {"asked": [msgspec.to_builtins(one) for one in asked]}}
