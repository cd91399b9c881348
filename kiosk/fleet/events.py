"""Events about the tablets of the house."""

from kiosk.events import Event
from kiosk.roles import PREPARERS, Role


class TabletsCommanded(Event, frozen=True):
    """So many tablets were told to do something, by this meeting's secretariat."""

    command: str
    count: int

    def audience(self) -> frozenset[Role]:
        """Tell those who prepare the meeting."""
        return PREPARERS
