"""How long a list of 11,873 people takes from the file to the members, step by step.

Run: `python -m bench roster [--people 11873]`. Each format goes through the sandbox as
the worker does it. `holds_ms` is how long the one transaction keeps other writers
waiting; the goal is 20 s for a file in all.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from kiosk.cli.operator_identity import operator_actor
from kiosk.config import read_config
from kiosk.people.actions import PreparedImport, apply_import
from kiosk.people.export_child import as_csv as export_csv
from kiosk.people.export_child import write_xlsx
from kiosk.people.imports.planning import plan_import, read_people_file
from kiosk.people.queries import existing_members
from kiosk.people.rules import ImportOptions
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store, open_store
from tests.people_lists import HEADING, as_csv, as_xlsx, people
from tests.scene import Scene
from tests.workbooks import Sheet, as_ods, as_xls

RESULTS = Path(__file__).parent / "results" / "roster.json"
GOAL_SECONDS = 20
Made = TypeVar("Made")


def timed(row: dict[str, Any], name: str, action: Callable[[], Made]) -> Made:
    """Call it and record the seconds."""
    began = time.perf_counter()
    made = action()
    row[name] = round(time.perf_counter() - began, 2)
    return made


def bring(store: Store, source: Path) -> dict[str, Any]:
    """Import one file into a new meeting, twice; return the seconds of each step."""
    meeting = Scene(store).make_meeting()
    actor, choice = operator_actor(store, meeting), ImportOptions(create_sites=True)
    row: dict[str, Any] = {"file": source.suffix[1:]}
    progress: list[int] = []
    began = time.perf_counter()
    table = timed(
        row,
        "read_s",
        lambda: read_people_file(
            Sandbox(), store.files.scratch, source, choice, progress.append
        ),
    )
    with store.read_session() as session:
        _, plan = timed(
            row, "compare_s", lambda: plan_import(session, meeting, table, choice)
        )
    prepared = timed(row, "prepare_s", lambda: PreparedImport(plan))
    with store.unit_of_work("bench") as work:
        held = time.perf_counter()
        apply_import(work, actor=actor, prepared=prepared)
    row["holds_ms"] = round((time.perf_counter() - held) * 1000)
    row["all_s"] = round(time.perf_counter() - began, 2)
    with store.read_session() as session:
        _, again = timed(
            row, "again_s", lambda: plan_import(session, meeting, table, choice)
        )
        known = existing_members(session, meeting)
    assert (again.same, len(again.new)) == (len(plan.new), 0)
    row |= {"people": len(plan.new), "told_of_progress": len(progress)}
    timed(row, "export_csv_s", lambda: export_csv(known))
    timed(
        row, "export_xlsx_s", lambda: write_xlsx(known, source.with_suffix(".out.xlsx"))
    )
    return row


def main(arguments: list[str]) -> int:
    """Measure each format; fail where one misses the goal."""
    parser = argparse.ArgumentParser(prog="python -m bench roster")
    parser.add_argument("--people", type=int, default=11_873)
    count = parser.parse_args(arguments).people
    rows = people(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(read_config({"KIOSK_DATA": str(folder / "data")}))
        migrate(store.database)
        found = []
        sheet = Sheet([HEADING, *rows])
        for ending, data in (
            ("csv", as_csv(rows)),
            ("xlsx", as_xlsx(rows)),
            ("ods", as_ods(sheet)),
            ("xls", as_xls(sheet)),
        ):
            source = folder / f"list.{ending}"
            source.write_bytes(data)
            found.append(bring(store, source))
            print(json.dumps(found[-1]))
        store.database.close()
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")
    return 0 if all(row["all_s"] < GOAL_SECONDS for row in found) else 1
