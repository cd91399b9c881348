"""Events of sign-ins."""

from typing import ClassVar

from kiosk.events import Event
from kiosk.roles import DESK, Role


class SignInEnded(Event, frozen=True):
    """A sign-in has ended; its connections are closed.

    `reason`: signed_out, taken_over, revoked, account_closed, password_changed,
    ended_remotely, idle, role_changed.
    """

    is_grouped: ClassVar[bool] = True

    sign_in_id: int
    reason: str

    def audience(self) -> frozenset[Role]:
        """Inform the desk; the device itself is informed when it is disconnected."""
        return DESK

    def ended_sign_in(self) -> int | None:
        """Close this device's connections."""
        return self.sign_in_id
