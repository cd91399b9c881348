"""Where notebooks lie: below the files, one folder a member."""

import msgspec

from kiosk.notebooks.rules import Basis
from kiosk.printing.places import Shelf
from kiosk.printing.rules import Printout
from kiosk.storage.files import FileStore

# When a meeting ends all ask at once, and many wait for the others' to be bound.
SILENT_SECONDS = 1800.0


def open_shelf(files: FileStore) -> Shelf:
    """Return the notebooks of a data folder."""
    return Shelf(files.root, "notebooks", SILENT_SECONDS)


def read_basis(printout: Printout) -> Basis:
    """Return what a notebook was made of."""
    return msgspec.json.decode(printout.signature or "{}", type=Basis)
