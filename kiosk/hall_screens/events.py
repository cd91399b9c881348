"""Events of the hall's screens."""

import datetime as dt

from kiosk.events import Event
from kiosk.hall_screens.rules import SCREEN_ROLES, Scene
from kiosk.roles import Role


class HallScreenChanged(Event, frozen=True):
    """A screen shows another scene, or another one is queued for it."""

    screen_id: int
    is_held: bool
    scene: Scene
    queued: Scene | None
    revision: int
    changed_at: dt.datetime

    def audience(self) -> frozenset[Role]:
        """Return the operators and the screens."""
        return SCREEN_ROLES


class HallScreensChanged(Event, frozen=True):
    """A screen was added, renamed or removed, or the welcome or a file changed."""

    def audience(self) -> frozenset[Role]:
        """Return the operators and the screens."""
        return SCREEN_ROLES
