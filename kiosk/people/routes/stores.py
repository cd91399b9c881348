"""Import store of a meeting, for the routes."""

from kiosk.people.imports.store import ImportStore
from kiosk.web import request as web

# Before the rendering of documents.
IMPORT_PRIORITY = 30


def get_import_store(meeting_id: int) -> ImportStore:
    """Return the import store of a meeting."""
    return ImportStore(web.store().files.root, meeting_id)
