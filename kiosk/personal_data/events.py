"""Event of an erasure: ids only."""

from kiosk.events import Event
from kiosk.roles import PREPARERS, Role


class PersonErased(Event, frozen=True):
    """The personal data of a member was erased; the number stays."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who see the list of people."""
        return PREPARERS
