"""Events of minutes: states, answers and hashes, never the text."""

from kiosk.events import Event
from kiosk.minutes.rules import REVIEWING_ROLES, MinutesState
from kiosk.roles import PREPARERS, Role

_READERS = PREPARERS | {Role.CHAIR}


class MinutesChanged(Event, frozen=True):
    """The state of minutes was changed; delegates may have been asked to agree."""

    minutes_id: int
    state: MinutesState

    def audience(self) -> frozenset[Role]:
        """Inform the secretariat, and those who may be asked."""
        return PREPARERS | REVIEWING_ROLES


class MinutesAnswered(Event, frozen=True):
    """Somebody who was asked has agreed, or has remarks."""

    minutes_id: int
    member_id: int
    agrees: bool

    def audience(self) -> frozenset[Role]:
        """Inform the secretariat, and those who may have been asked."""
        return PREPARERS | REVIEWING_ROLES


class MinutesFinalised(Event, frozen=True):
    """Minutes were locked; `sha256` is that of their text as canonical JSON."""

    minutes_id: int
    family: str
    sha256: str

    def audience(self) -> frozenset[Role]:
        """Inform the secretariat and the chair."""
        return _READERS


class MinutesPdfStored(Event, frozen=True):
    """The PDF of locked minutes was made and stored; it is never made again."""

    minutes_id: int
    family: str
    sha256: str

    def audience(self) -> frozenset[Role]:
        """Inform the secretariat and the chair."""
        return _READERS


class MinutesSigned(Event, frozen=True):
    """A signed PDF was brought back and stored beside the minutes."""

    minutes_id: int
    family: str
    sha256: str

    def audience(self) -> frozenset[Role]:
        """Inform the secretariat and the chair."""
        return _READERS
