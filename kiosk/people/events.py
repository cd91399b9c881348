"""Events about lists of people."""

from kiosk.events import Event
from kiosk.roles import PREPARERS, Role


class RosterImported(Event, frozen=True):
    """A list was taken over: so many people are new, of so many something changed."""

    added: int
    changed: int

    def audience(self) -> frozenset[Role]:
        """Tell those who prepare the meeting."""
        return PREPARERS
