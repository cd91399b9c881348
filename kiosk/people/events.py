"""Events of people imports."""

from kiosk.events import Event
from kiosk.roles import PREPARERS, Role


class RosterImported(Event, frozen=True):
    """An import was applied: members added and changed."""

    added: int
    changed: int

    def audience(self) -> frozenset[Role]:
        """Return the roles that prepare the meeting."""
        return PREPARERS
