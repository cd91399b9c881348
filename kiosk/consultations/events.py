"""Events of consultations, without question, names and texts."""

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role

READERS = PERMISSIONS[Permission.RUN_MEETING]


class ConsultationChanged(Event, frozen=True):
    """A consultation was added, changed or removed, or its deadline moved."""

    consultation_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS


class ConsultationOpened(Event, frozen=True):
    """A consultation was sent to so many members."""

    consultation_id: int
    recipients: int

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS


class ConsultationAnswered(Event, frozen=True):
    """A member has answered, for the first time or anew."""

    consultation_id: int
    recipient_id: int
    revision: int

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS


class ConsultationClosed(Event, frozen=True):
    """A consultation was closed; `sha256` is the digest of what was answered."""

    consultation_id: int
    agree: int
    disagree: int
    other: int
    unanswered: int
    sha256: str

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS
