"""The conclusions in the snapshot of those who run the meeting."""

from typing import Any

import msgspec
from sqlalchemy.orm import Session

from kiosk.clock import iso_moment
from kiosk.conclusions.queries import NumberedConclusion, conclusions_of, issue_of
from kiosk.conclusions.rules import conclusions_digest
from kiosk.roles import Permission, Role, may

IS_FETCHED_ALONE = True


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the conclusions and whether they are issued; nothing for others."""
    if not may(role, Permission.RUN_MEETING):
        return {}
    lines = conclusions_of(session, meeting_id)
    issue = issue_of(session, meeting_id)
    return {
        "conclusions": {
            "lines": [_line(each) for each in lines],
            "sha256": conclusions_digest(each.details for each in lines),
            "issued_at": iso_moment(issue.issued_at) if issue else None,
            "issued_by": issue.issued_by if issue else "",
        }
    }


def _line(each: NumberedConclusion) -> dict[str, Any]:
    words: dict[str, Any] = msgspec.to_builtins(each.details)
    return words | {
        "id": each.conclusion.id,
        "number": each.number,
        "revision": each.conclusion.revision,
    }
