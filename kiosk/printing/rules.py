"""Content of a printout; pure."""

import hashlib

import msgspec

from kiosk.vietnamese import fold


def is_party_body(name: str) -> bool:
    """Return whether the name is that of a body of the Party, not of the State."""
    words = f"{fold(name)} "
    return (" uy " in words and "uy ban" not in words) or words.startswith("dang ")


# Empty fields are omitted, so that signatures of most plans stay the same.
class PrintedDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document: title, and its PDF or one image per page (SHA-256)."""

    title: str
    pdf: str
    pictures: tuple[str, ...]
    # Page labels of the document, where they differ from the page numbers.
    labels: dict[int, str] = {}


class PrintedItem(msgspec.Struct, frozen=True):
    """An agenda item as printed."""

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
        """Return whether the Party's heading is used instead of the State's."""
        return is_party_body(self.body_name)

    @property
    def signature(self) -> str:
        """Return a hash that changes with the content."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()
