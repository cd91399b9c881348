"""Events about papers. Drafts are told to those who prepare the meeting only."""

from typing import Any

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role


def without_audience(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out the audience: it is not for the screens."""
    del fields["seen_by"]
    return fields


class DocumentAdded(Event, frozen=True):
    """A paper was uploaded."""

    document_id: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may read it."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the event as it travels."""
        return without_audience(super().body())


class DocumentProgressed(Event, frozen=True):
    """A paper has come further on its way into pages."""

    document_id: int
    state: str
    pages_ready: int
    page_count: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may read it."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the event as it travels."""
        return without_audience(super().body())


class DocumentRecognised(Event, frozen=True):
    """Text was recognised on some more of a paper's scanned pages."""

    document_id: int
    recognition: str
    pages_recognised: int
    pages_to_recognise: int

    def audience(self) -> frozenset[Role]:
        """Tell those who prepare the meeting: no reader has to load anything yet."""
        return PERMISSIONS[Permission.READ_DRAFTS]


class DocumentTextReady(Event, frozen=True):
    """All scanned pages of a paper have their text: it can be marked and searched."""

    document_id: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may read it."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the event as it travels."""
        return without_audience(super().body())


class DocumentChanged(Event, frozen=True):
    """A paper was renamed, moved, deleted, or is handled otherwise."""

    document_id: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may read it, or could before."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the event as it travels."""
        return without_audience(super().body())


class DocumentPublished(Event, frozen=True):
    """Delegates may read this paper from now on."""

    document_id: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may read it."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the event as it travels."""
        return without_audience(super().body())


class DocumentReplaced(Event, frozen=True):
    """A new version is published: who has the old one open may go on to it."""

    old_id: int
    new_id: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may read it."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the event as it travels."""
        return without_audience(super().body())


class DocumentWithdrawn(Event, frozen=True):
    """Delegates may no longer read this paper; every tablet drops it."""

    document_id: int
