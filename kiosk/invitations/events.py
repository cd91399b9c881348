"""Events of invitations, without names and reasons."""

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role


class InvitationAnswered(Event, frozen=True):
    """An invited member has answered; `answer`: accepted, absent or substitute."""

    member_id: int
    answer: str

    def audience(self) -> frozenset[Role]:
        """Inform those who prepare the meeting."""
        return PERMISSIONS[Permission.PREPARE_MEETING]
