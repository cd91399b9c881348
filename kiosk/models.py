"""Import every mapped class, so that the metadata is complete."""

import kiosk.storage.idempotency
import kiosk.storage.journal  # noqa: F401 for the metadata
from kiosk.storage.base import Base
from kiosk.subjects import load

__all__ = ["Base", "is_ours"]

load("models", "__name__")


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
