"""Whether the schema is the present one, told without loading what changes it.

`kiosk run` asks this at every start, and nearly always the answer is yes.
"""

import sqlite3
from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest_revision() -> str:
    """Return the name of the newest revision: its file is called `<name>_….py`."""
    return max(path.name for path in VERSIONS.glob("*.py")).partition("_")[0]


def is_current(database: Path) -> bool:
    """Tell whether the SQLite file `database` has the newest schema."""
    if not database.is_file():
        return False
    try:
        link = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
        rows = link.execute("SELECT version_num FROM alembic_version").fetchall()
        link.close()
    except sqlite3.Error:
        return False
    return rows == [(newest_revision(),)]
