"""Define the events of the shown page."""

import datetime as dt
from typing import ClassVar

from kiosk.events import Event
from kiosk.roles import Role


class PageTurned(Event, frozen=True):
    """This page of a document of an item is shown to everybody.

    Roles that may not see the item receive PageHidden.
    """

    unsent_fields: ClassVar[frozenset[str]] = frozenset({"meeting_id", "seen_by"})

    item_id: int | None
    document_id: int | None
    page: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Return the roles that may see the item."""
        return self.seen_by


class PageHidden(Event, frozen=True):
    """A page is shown that these roles may not see."""

    unsent_fields: ClassVar[frozenset[str]] = frozenset({"meeting_id", "unseen_by"})

    unseen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Return the roles that may not see the item."""
        return self.unseen_by


class ItemCalled(Event, frozen=True):
    """The meeting's current item has changed (None: no item)."""

    item_id: int | None
    started_at: dt.datetime


class LeadGiven(Event, frozen=True):
    """This member now turns the pages (None: the chair)."""

    leader_id: int | None
