"""Import every mapped class, so that the metadata is complete."""

import kiosk.accounts.models
import kiosk.agenda.models
import kiosk.annotations.models
import kiosk.badges.models
import kiosk.badges.pins.models
import kiosk.checkins.models
import kiosk.documents.models
import kiosk.fleet.models
import kiosk.meetings.models
import kiosk.offline.models
import kiosk.opinions.models
import kiosk.pagesync.models
import kiosk.reading_log.models
import kiosk.sites.models
import kiosk.storage.journal  # noqa: F401 all of them, for the metadata
from kiosk.storage.base import Base

__all__ = ["Base", "is_ours"]


def is_ours(
    _thing: object,
    name: str | None,
    _kind: str,
    is_in_database: bool,  # noqa: FBT001 Alembic calls it so
    _compared: object,
) -> bool:
    """Tell whether the mapped classes describe a schema object; an Alembic filter.

    The search indexes are specific to each database; migration 0003 makes them.
    """
    return not (is_in_database and name and "search_" in name)
