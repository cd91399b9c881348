"""What is printed, and how far it has come; pure."""

import hashlib
from enum import StrEnum

import msgspec

from kiosk.vietnamese import fold


def is_party_body(name: str) -> bool:
    """Tell whether a body of this name is one of the Party, not of the State."""
    words = f"{fold(name)} "
    return (" uy " in words and "uy ban" not in words) or words.startswith("dang ")


# Without its empty fields, so that what is printed of most papers is told as ever.
class PrintedDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A paper: its title and either its PDF or one picture a page (SHA-256)."""

    title: str
    pdf: str
    pictures: tuple[str, ...]
    # The numbers that its own pages bear, where they are others than the reader's.
    labels: dict[int, str] = {}


class PrintedItem(msgspec.Struct, frozen=True):
    """An agenda item as it is printed."""

    number: str
    title: str
    presenter: str
    minutes: int
    is_on_paper: bool
    papers: tuple[PrintedDocument, ...]


class PrintoutPlan(msgspec.Struct, frozen=True):
    """Everything that is printed, in order."""

    body_name: str
    title: str
    place: str
    day: str
    clock: str
    items: tuple[PrintedItem, ...]

    @property
    def is_of_the_party(self) -> bool:
        """Tell which of the two headings of Vietnamese papers is the body's."""
        return is_party_body(self.body_name)

    @property
    def signature(self) -> str:
        """Return what tells it from the plan of a meeting that has changed."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


class PrintState(StrEnum):
    """How far the printout is."""

    NONE = "none"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class Printout(msgspec.Struct, frozen=True):
    """What is known of a meeting's printout."""

    state: PrintState = PrintState.NONE
    signature: str = ""
    done: int = 0
    total: int = 0
