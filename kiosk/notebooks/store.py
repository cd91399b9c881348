"""Where notebooks lie: below the files, one folder a member."""

import msgspec

from kiosk.notebooks.rules import NotebookSnapshot
from kiosk.printing.file_store import GeneratedFileStore
from kiosk.printing.rules import Printout
from kiosk.storage.files import FileStore

# When a meeting ends all ask at once, and many wait for the others' to be bound.
NOTEBOOK_SILENT_SECONDS = 1800.0


def open_notebook_store(files: FileStore) -> GeneratedFileStore:
    """Return the notebooks of a data folder."""
    return GeneratedFileStore(files.root, "notebooks", NOTEBOOK_SILENT_SECONDS)


def read_snapshot(printout: Printout) -> NotebookSnapshot:
    """Return what a notebook was made of."""
    return msgspec.json.decode(printout.signature or "{}", type=NotebookSnapshot)
