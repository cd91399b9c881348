"""Events of announcements, without their text."""

from typing import ClassVar

from kiosk.events import Event
from kiosk.roles import Role


class AnnouncementMade(Event, frozen=True):
    """An announcement was made; `site_id` is None if it is not for one site only."""

    unsent_fields: ClassVar[frozenset[str]] = frozenset({"meeting_id", "seen_by"})

    announcement_id: int
    site_id: int | None
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Return the roles it is addressed to, and those who may withdraw it."""
        return self.seen_by


class AnnouncementWithdrawn(Event, frozen=True):
    """An announcement was withdrawn."""

    unsent_fields: ClassVar[frozenset[str]] = frozenset({"meeting_id", "seen_by"})

    announcement_id: int
    site_id: int | None
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Return the roles it was addressed to, and those who may withdraw it."""
        return self.seen_by
