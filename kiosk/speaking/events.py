"""Events of the floor, without names: screens fetch the part of the snapshot."""

from typing import ClassVar

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role


class FloorRequested(Event, frozen=True):
    """The queue has changed behind those who are shown as next."""

    # Hundreds may ask at the same moment.
    is_grouped: ClassVar[bool] = True

    request_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who manage the floor."""
        return PERMISSIONS[Permission.MANAGE_FLOOR]


class FloorChanged(Event, frozen=True):
    """The speaker, those who are next, the list or the question has changed."""
