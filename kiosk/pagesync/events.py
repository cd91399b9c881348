"""Events about the live page."""

import datetime as dt
from typing import Any

from kiosk.events import Event
from kiosk.roles import Role


class PageTurned(Event, frozen=True):
    """Everybody is shown this page of this document of this item.

    Those who may not see the item are told PageHidden.
    """

    item_id: int | None
    document_id: int | None
    page: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may see the item."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Leave out the audience: it is not for the screens."""
        fields = super().body()
        del fields["seen_by"]
        return fields


class PageHidden(Event, frozen=True):
    """A page is shown that these roles may not see."""

    unseen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may not see the item."""
        return self.unseen_by

    def body(self) -> dict[str, Any]:
        """Leave out the audience: it is not for the screens."""
        fields = super().body()
        del fields["unseen_by"]
        return fields


class ItemCalled(Event, frozen=True):
    """The meeting has come to this item (None: to none)."""

    item_id: int | None
    started_at: dt.datetime


class LeadGiven(Event, frozen=True):
    """This member now turns the pages (None: the chair does again)."""

    leader_id: int | None
