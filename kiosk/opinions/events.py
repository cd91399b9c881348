"""Events about opinions: that there is one, never what it says or whose it is."""

from kiosk.events import Event
from kiosk.roles import PREPARERS, Role


class OpinionSent(Event, frozen=True):
    """Somebody has sent the secretariat his opinion."""

    opinion_id: int

    def audience(self) -> frozenset[Role]:
        """Tell the secretariat."""
        return PREPARERS


class OpinionReceived(Event, frozen=True):
    """The secretariat has taken an opinion in."""

    opinion_id: int

    def audience(self) -> frozenset[Role]:
        """Tell the secretariat."""
        return PREPARERS
