"""Where the routes find a meeting's lists."""

from kiosk.people.imports.store import ImportStore
from kiosk.web import request as web

# A list waits for nobody's renderings.
IMPORT_PRIORITY = 30


def get_import_store(meeting_id: int) -> ImportStore:
    """Return the lists of a meeting."""
    return ImportStore(web.store().files.root, meeting_id)
