"""Events of badges and the desk."""

from typing import ClassVar

from kiosk.events import Event
from kiosk.roles import DESK, PREPARERS, Role


class DeskNoted(Event, frozen=True):
    """There is a new alert for the desk."""

    is_grouped: ClassVar[bool] = True

    line_id: int

    def audience(self) -> frozenset[Role]:
        """Inform the desk only."""
        return DESK


class MemberAdded(Event, frozen=True):
    """A person or a screen was added to the meeting."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who prepare the meeting."""
        return PREPARERS


class BadgeIssued(Event, frozen=True):
    """A member has a new badge; the earlier ones are revoked."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who prepare the meeting."""
        return PREPARERS


class BadgesIssued(Event, frozen=True):
    """Badges were issued to `count` members."""

    count: int

    def audience(self) -> frozenset[Role]:
        """Inform those who prepare the meeting."""
        return PREPARERS


class PinRenewed(Event, frozen=True):
    """A member's PIN was reset."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who prepare the meeting."""
        return PREPARERS


class BadgeRevoked(Event, frozen=True):
    """A member's badges were revoked."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who prepare the meeting."""
        return PREPARERS
