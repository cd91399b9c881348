"""Events of opinions, without their text or author."""

from kiosk.events import Event
from kiosk.roles import PREPARERS, Role


class OpinionSent(Event, frozen=True):
    """An opinion was sent to the secretariat."""

    opinion_id: int

    def audience(self) -> frozenset[Role]:
        """Inform the secretariat."""
        return PREPARERS


class OpinionReceived(Event, frozen=True):
    """The secretariat has received an opinion."""

    opinion_id: int

    def audience(self) -> frozenset[Role]:
        """Inform the secretariat."""
        return PREPARERS
