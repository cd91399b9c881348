"""Lets Alembic see the schema and the database of the settings."""

from typing import Literal

from alembic import context

from kiosk.config import read_config
from kiosk.models import Base, is_ours
from kiosk.storage.base import NulFreeText, UtcDateTime
from kiosk.storage.database import Database


def _render(kind: str, value: object, _context: object) -> str | Literal[False]:
    # Migrations must not depend on our own types, which may change.
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, NulFreeText):
        return "sa.String()"
    return False


def _run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection)
        return
    database = Database(read_config().database_address)
    with database.writing_engine.connect() as own:
        _migrate(own)
        own.commit()


def _migrate(connection) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=_render,
        include_object=is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
