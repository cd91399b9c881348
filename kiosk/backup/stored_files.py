"""Find which files a database refers to, also one of another version."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kiosk.documents.unrestricted_queries import files_in_use
from kiosk.storage.files import FileStore
from kiosk.storage.schema_revision import newest_revision

_SHA256 = re.compile(r"[0-9a-f]{64}")
_COLUMN = "sha256"


def stored_files(session: Session, revision: str, files: FileStore) -> set[str]:
    """Return the SHA-256 of every file that a database of this revision refers to.

    With another schema than this version's, of those that exist in `files`.
    """
    if revision == newest_revision():
        return files_in_use(session)
    return {name for name in hashes_in(session) if files.has(name)}


def hashes_in(session: Session) -> set[str]:
    """Return every SHA-256 in a column named as one, whatever the schema."""
    inspector = sa.inspect(session.connection())
    found: set[str] = set()
    for table in inspector.get_table_names():
        for column in inspector.get_columns(table):
            name = column["name"]
            if _COLUMN in name:
                chosen: sa.ColumnClause[str | None] = sa.column(name)
                selected = sa.select(chosen).select_from(sa.table(table)).distinct()
                values = session.scalars(selected)
                found |= {one for one in values if one and _SHA256.fullmatch(one)}
    return found


def revision_in(session: Session) -> str:
    """Return the revision of a database with a schema."""
    found = session.execute(sa.text("SELECT version_num FROM alembic_version"))
    return str(found.scalar_one())
