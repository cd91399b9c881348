"""Where the routes find a meeting's lists."""

from kiosk.roster.places import Shelf
from kiosk.web import request as web

# A list waits for nobody's renderings.
LIST_PRIORITY = 30


def shelf_of(meeting_id: int) -> Shelf:
    """Return the lists of a meeting."""
    return Shelf(web.store().files.root, meeting_id)
