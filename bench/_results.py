"""Store the results."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def keep(name: str, rows: list[dict[str, Any]], size: str) -> None:
    """Write `rows` to the file `name`; older rows of other sizes stay.

    `size` is the key whose values identify a run: rows of different runs are not mixed.
    """
    path = FOLDER / f"{name}.json"
    before = json.loads(path.read_text()) if path.exists() else []
    measured = {row[size] for row in rows}
    others = [row for row in before if row[size] not in measured]
    together = sorted([*others, *rows], key=lambda row: _order(row[size]))
    FOLDER.mkdir(exist_ok=True)
    path.write_text(json.dumps(together, indent=2) + "\n")


def _order(value: float | str) -> tuple[float, str]:
    """Return the sort key of a row: numbers by size, names alphabetically."""
    return (0.0, value) if isinstance(value, str) else (float(value), "")
