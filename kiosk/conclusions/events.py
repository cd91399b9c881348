"""Events of conclusions, without their text."""

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role

READERS = PERMISSIONS[Permission.RUN_MEETING]


class ConclusionsChanged(Event, frozen=True):
    """Conclusions were added, changed, moved or removed."""

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS


class ConclusionsIssued(Event, frozen=True):
    """The conclusions are final; `sha256` is the digest of all of them in order."""

    count: int
    sha256: str

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS


class ConclusionsReopened(Event, frozen=True):
    """The conclusions may be changed again; `sha256` is the digest as issued."""

    sha256: str

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS
