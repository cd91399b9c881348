"""The hall's screens in the snapshot of those who run them, and of the screens."""

from typing import Any

import msgspec
from sqlalchemy.orm import Session

from kiosk.clock import now
from kiosk.hall_screens.models import HallScreen
from kiosk.hall_screens.queries import media_of, scene_of, screens_of
from kiosk.hall_screens.rules import SCREEN_ROLES, Scene, SceneKind
from kiosk.roles import Role


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the screens and their pictures; nothing for other roles."""
    if role not in SCREEN_ROLES:
        return {}
    media = media_of(session, meeting_id)
    return {
        "screens": [
            screen_fields(screen) for screen in screens_of(session, meeting_id, now())
        ],
        "screen_media": [
            {"file": one.sha256, "media_type": one.media_type, "name": one.name}
            for one in media
        ],
    }


def screen_fields(screen: HallScreen) -> dict[str, Any]:
    """Return a screen as it is sent to screens."""
    scene = scene_of(screen.scene)
    return {
        "id": screen.number,
        "name": screen.name,
        "is_held": scene.kind != SceneKind.AUTO,
        "scene": _fields(scene),
        "queued": _fields(scene_of(screen.queued)) if screen.queued else None,
        "revision": screen.revision,
        "changed_by": screen.changed_by,
        # Before its first change this would differ with each snapshot.
        "changed_at": screen.changed_at.isoformat() if screen.revision else None,
    }


def _fields(scene: Scene) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(scene)
    return fields
