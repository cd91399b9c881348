"""The one event about notes. It tells of a paper, never of who has written what."""

from typing import Any

from kiosk.documents.events import without_audience
from kiosk.events import Event
from kiosk.roles import Role


class AnnotationsCarried(Event, frozen=True):
    """Whatever notes there were have followed a paper to its new version.

    It is told of every new version, whether anybody has written on the old or not.
    """

    document_id: int
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Tell those who may read the new version."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the event as it travels."""
        return without_audience(super().body())
