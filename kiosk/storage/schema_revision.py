"""Compare the schema's revision with the newest one, without importing Alembic.

`kiosk run` does this at every start, and migrations are rare.
"""

import sqlite3
from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest_revision() -> str:
    """Return the newest revision: the prefix of its file's name."""
    return max(path.name for path in VERSIONS.glob("*.py")).partition("_")[0]


def is_current(database: Path) -> bool:
    """Tell whether the SQLite file `database` has the newest schema."""
    if not database.is_file():
        return False
    try:
        connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        connection.close()
    except sqlite3.Error:
        return False
    return rows == [(newest_revision(),)]
