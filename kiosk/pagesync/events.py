"""Facts about the live page."""

from typing import Any

from kiosk.events import Event
from kiosk.roles import Role


class PageTurned(Event):
    """Everybody is shown this page of this document of this item.

    Those who may not see the item hear the bare number and read the snapshot,
    which tells them only that something not meant for them is shown.
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


class ItemCalled(Event):
    """The meeting has come to this item (None: to none)."""

    item_id: int | None


class LeadGiven(Event):
    """This member now turns the pages (None: the chair does again)."""

    leader_id: int | None
