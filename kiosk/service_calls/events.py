"""Events of service calls."""

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role


class ServiceCallChanged(Event, frozen=True):
    """A service call was made, taken, done or cancelled."""

    call_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who answer calls; an operator sees only their own site's."""
        return PERMISSIONS[Permission.ANSWER_SERVICE_CALLS]
