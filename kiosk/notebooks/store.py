"""Storage of notebooks: below the file store, one folder per member."""

import msgspec

from kiosk.notebooks.rules import NotebookSnapshot
from kiosk.printing.file_store import GeneratedFileStore
from kiosk.printing.rules import Printout
from kiosk.storage.files import FileStore

# At the end of a meeting all members export at once, so jobs may wait long.
NOTEBOOK_SILENT_SECONDS = 1800.0


def open_notebook_store(files: FileStore) -> GeneratedFileStore:
    """Return the store of notebooks of a data folder."""
    return GeneratedFileStore(files.root, "notebooks", NOTEBOOK_SILENT_SECONDS)


def read_snapshot(printout: Printout) -> NotebookSnapshot:
    """Return the snapshot a notebook was made of."""
    return msgspec.json.decode(printout.signature or "{}", type=NotebookSnapshot)
