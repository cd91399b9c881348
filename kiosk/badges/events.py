"""Events about badges and the desk."""

from typing import ClassVar

from kiosk.events import Event
from kiosk.roles import DESK, PREPARERS, Role


class DeskNoted(Event, frozen=True):
    """There is a new line for the desk."""

    is_grouped: ClassVar[bool] = True

    line_id: int

    def audience(self) -> frozenset[Role]:
        """Tell the desk alone."""
        return DESK


class MemberAdded(Event, frozen=True):
    """A person, or a screen, has a part in the meeting."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Tell those who prepare the meeting."""
        return PREPARERS


class BadgeIssued(Event, frozen=True):
    """A member has a fresh badge; the ones before it are dead."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Tell those who prepare the meeting."""
        return PREPARERS


class BadgesIssued(Event, frozen=True):
    """So many members who had no badge have one."""

    count: int

    def audience(self) -> frozenset[Role]:
        """Tell those who prepare the meeting."""
        return PREPARERS


class PinRenewed(Event, frozen=True):
    """A member starts anew with his PIN; the one before is dead."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Tell those who prepare the meeting."""
        return PREPARERS


class BadgeRevoked(Event, frozen=True):
    """A member's badges are dead."""

    member_id: int

    def audience(self) -> frozenset[Role]:
        """Tell those who prepare the meeting."""
        return PREPARERS
