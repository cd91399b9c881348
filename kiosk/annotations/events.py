"""Event of transferred notes; it names a document, never who has written."""

from typing import Any

from kiosk.documents.events import without_audience
from kiosk.events import Event
from kiosk.roles import Role


class AnnotationsCarried(Event, frozen=True):
    """The notes of a document were transferred to its new version.

    Recorded for every new version, also if there were no notes.
    """

    document_id: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Inform those who may read the new version."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the event as sent."""
        return without_audience(super().body())
