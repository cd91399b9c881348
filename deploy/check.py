"""Every check of the house, one after the other: `make test`.

Each is named on the screen. A failed one shows its output and the others still
run, so that one look tells everything that is wrong; the status is then 1.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ["kiosk", "tests", "deploy", "bench", "wsgi.py"]
# The tools of this tree, wherever the caller stands.
TOOLS = [ROOT / ".venv" / "bin", ROOT / "node_modules" / ".bin"]
# What may differ on PostgreSQL: SQL of our own, order and folding of text, search,
# locks, transactions and migrations. Not rules, wording, drawing or file formats.
KEEPING = [
    # storage/test_postgresql.py is one of the unit tests proper.
    *("storage/test_database.py", "storage/test_long_rows.py"),
    *("storage/test_unit_of_work.py", "search/test_search.py"),
    *("search/test_migration.py", "offline/test_held.py", "offline/test_manifest.py"),
    *("accounts/test_care.py", "accounts/test_roll.py", "accounts/test_setup.py"),
    *("accounts/test_staff.py", "badges/test_care.py", "badges/test_pins.py"),
    *("badges/test_showing.py", "meetings/test_actions.py", "sites"),
    *("agenda/test_actions.py", "pagesync/test_actions.py", "pagesync/test_queries.py"),
    *("checkins/test_roll.py", "checkins/test_scanning.py", "checkins/test_watch.py"),
    *("presence", "readings", "secretariat", "screens/test_snapshot.py"),
    *("annotations/test_carrying.py", "annotations/test_merging.py"),
    *("annotations/test_sharing.py", "documents/test_preparing.py"),
    *("documents/test_reading.py", "documents/test_upload.py"),
    "roster/test_bringing.py",
    # Of the rest, the tests that ask the database most.
    "printing/test_printout.py::TestPrinting::test_drafts_and_what_only_preparers_see_are_not_printed",
]
PYTEST = [sys.executable, "-m", "pytest", "-q"]


def checks() -> dict[str, list[str]]:
    """Return the checks by name, the quick ones first."""
    scripts = sorted(str(path) for path in (ROOT / "tests/js").rglob("*.test.js"))
    return {
        "Python format": ["ruff", "format", "--check", *CODE],
        "Python lint": ["ruff", "check", *CODE],
        "Python types": ["mypy"],
        "Import contracts": ["lint-imports"],
        "Template format": ["djlint", "--check", "--quiet", "templates"],
        "Template lint": ["djlint", "--lint", "--quiet", "templates"],
        "Script and style format": ["biome", "format"],
        "Script lint": ["eslint", "--max-warnings=0", "."],
        "Script types": ["tsc", "--noEmit"],
        "Strings complete": [sys.executable, "deploy/strings.py", "check"],
        "Script tests": ["node", "--test", *scripts],
        "Unit tests": [*PYTEST, "-n", "2", "tests/unit"],
        "Unit tests on PostgreSQL": [
            *(*PYTEST, "-n", "2", "--database=postgresql"),
            *(f"tests/unit/{part}" for part in KEEPING),
        ],
        "Live tests": [*PYTEST, "tests/live"],
        "Browser stories": [*PYTEST, "tests/browser"],
    }


def run(name: str, command: list[str]) -> bool:
    """Run one check, show its output if it fails, and tell whether it passed."""
    print(f"── {name} … ", end="", flush=True)
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    seconds = time.monotonic() - start
    passed = done.returncode == 0
    print(f"{'ok' if passed else 'FAILED'} ({seconds:.1f} s)", flush=True)
    lines = done.stdout.strip().splitlines()
    if not passed:
        print(done.stdout, flush=True)
    elif "tests" in name.lower() or "stories" in name:
        print("   " + _count(lines), flush=True)
    return passed


def _count(lines: list[str]) -> str:
    counts = [line for line in lines if line.lstrip("#ℹ ").startswith(("pass", "skip"))]
    return ", ".join(counts) or (lines[-1] if lines else "")


def main() -> int:
    """Run the checks (all, or those whose names contain an argument's words)."""
    os.environ["PATH"] = os.pathsep.join([*map(str, TOOLS), os.environ["PATH"]])
    wanted = [word.lower() for word in sys.argv[1:]]
    chosen = {
        name: command
        for name, command in checks().items()
        if not wanted or any(word in name.lower() for word in wanted)
    }
    start = time.monotonic()
    failed = [name for name, command in chosen.items() if not run(name, command)]
    minutes = (time.monotonic() - start) / 60
    print(f"\n{len(chosen)} checks, {minutes:.1f} min")
    for name in failed:
        print(f"FAILED: {name}")
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
