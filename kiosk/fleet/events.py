"""Events about the tablets."""

from kiosk.events import Event
from kiosk.roles import PREPARERS, Role


class TabletsCommanded(Event, frozen=True):
    """The secretariat of this meeting sent a command to `count` tablets."""

    command: str
    count: int

    def audience(self) -> frozenset[Role]:
        """Return the roles that prepare the meeting."""
        return PREPARERS
