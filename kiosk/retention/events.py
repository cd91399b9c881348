"""Event of the removal of a meeting's data: numbers only."""

from kiosk.events import Event
from kiosk.roles import PREPARERS, Role


class MeetingDataRemoved(Event, frozen=True):
    """Data of the meeting was removed at the end of its keeping time."""

    documents: int
    rows: int

    def audience(self) -> frozenset[Role]:
        """Inform those who prepare the meeting."""
        return PREPARERS
