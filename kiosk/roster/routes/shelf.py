"""Where the routes find a meeting's lists."""

import msgspec

from kiosk.roster.places import Shelf
from kiosk.web import request as web

# A list waits for nobody's renderings.
LIST_PRIORITY = 30


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """A deed that needs no more words."""


def shelf_of(meeting_id: int) -> Shelf:
    """Return the lists of a meeting."""
    return Shelf(web.store().files.root, meeting_id)
