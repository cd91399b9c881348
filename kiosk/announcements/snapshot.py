"""Announcements in the snapshot."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.announcements import queries
from kiosk.roles import Permission, Role, may


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return what is shown to `role`, and which sites have announcements of their own.

    Their texts are fetched by the screens of the site. A screen removes by `ends_at`
    what ends while no event happens.
    """
    part: dict[str, Any] = {
        "announcements": queries.announcements_for_role(session, meeting_id, role),
        "site_announcements": queries.site_announcements(session, meeting_id),
    }
    if may(role, Permission.ANNOUNCE):
        part["announcements_made"] = queries.announcements_made(
            session, meeting_id, shown_only=True
        )
    return part
