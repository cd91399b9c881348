"""Compare the schema's revision with the newest one, without importing Alembic.

`kiosk run` does this at every start, and migrations are rare.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def known_revisions() -> frozenset[str]:
    """Return all revisions: the prefixes of their files' names."""
    return frozenset(path.name.partition("_")[0] for path in VERSIONS.glob("*.py"))


def newest_revision() -> str:
    """Return the newest revision."""
    return max(known_revisions())


def revision_of(database: Path) -> str:
    """Return the revision of a SQLite file, empty if it is none of ours."""
    if not database.is_file():
        return ""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as link:
            rows = link.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        return ""
    return str(rows[0][0]) if len(rows) == 1 else ""


def is_current(database: Path) -> bool:
    """Tell whether the SQLite file `database` has the newest schema."""
    return revision_of(database) == newest_revision()
