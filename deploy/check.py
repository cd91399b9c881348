"""Run the project's checks: `make test` runs all, `make check` the quick ones.

    python deploy/check.py [--quick] [WORD …]

With words, only the checks whose names contain one of them. Each check gets a line
with its result and its seconds; a failed one shows its output and the others still
run. The ten slowest tests are named at the end. The exit status is 1 if one failed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ["kiosk", "tests", "deploy", "bench", "wsgi.py"]
# The tools of this tree come before those of the caller's environment.
TOOLS = [ROOT / ".venv" / "bin", ROOT / "node_modules" / ".bin"]
# What can differ on PostgreSQL: SQL of our own, order and folding of text, search,
# locks, transactions and migrations. Not rules, wording, drawing or file formats.
ON_POSTGRESQL = [
    # Transactions, locks and migrations; storage/test_postgresql.py is one of the unit
    # tests proper.
    *("storage/test_database.py", "storage/test_long_rows.py"),
    *("storage/test_unit_of_work.py", "search/test_migration.py"),
    # Search, order and folding of text.
    *("search/test_search.py", "accounts/test_roll.py", "checkins/test_roll.py"),
    *("presence/test_routes.py::TestListApart", "pagesync/test_queries.py"),
    "annotations/test_sharing.py::TestWhoMayBeChosen",
    "roster/test_bringing.py::TestBringing::test_names_are_kept_in_nfc_and_found_without_marks",
    # Two at once, and the same once more.
    "annotations/test_carrying.py::test_many_notes_go_over_in_batches",
    "annotations/test_carrying.py::test_to_carry_again_changes_nothing",
    "annotations/test_merging.py::test_what_one_tablet_writes_the_other_reads",
    "annotations/test_merging.py::test_sending_again_after_a_lost_answer_changes_nothing",
    "annotations/test_merging.py::test_erasing_all_really_deletes_and_the_other_tablet_learns_of_it",
    "annotations/test_merging.py::test_very_many_are_told_in_parts",
    "annotations/test_merging.py::test_a_removed_paper_takes_its_notes_along",
    "annotations/test_sharing.py::test_a_removed_member_leaves_no_share",
    "annotations/test_sharing.py::test_it_follows_to_the_new_version",
    *(f"checkins/test_scanning.py::Test{n}" for n in ("Conflicts", "Once", "Roll")),
    "badges/test_pins.py::TestTrying",
    *(f"badges/test_showing.py::Test{name}" for name in ("TakingOver", "LettingIn")),
    *(f"badges/test_care.py::Test{name}" for name in ("AddingPeople", "Reissuing")),
    "roster/test_bringing.py::TestBringing::test_the_same_file_once_more_changes_nothing",
    "opinions/test_opinions.py::test_sent_again_after_a_lost_answer_it_is_the_same",
    "opinions/test_opinions.py::test_it_outlives_note_item_paper_and_author",
    # What is put in order, copied, counted or removed by one question for many rows.
    *("accounts/test_care.py::TestClosing", "accounts/test_setup.py", "sites"),
    *("accounts/test_staff.py::TestSigningIn", "agenda/test_actions.py"),
    *("secretariat/test_clone.py", "secretariat/test_publication.py"),
    *("secretariat/test_step.py::TestThoseShutOut", "meetings/test_actions.py"),
    *("offline/test_held.py", "offline/test_manifest.py"),
    *(f"pagesync/test_actions.py::Test{n}" for n in ("TurnPage", "CallItem")),
    *(f"readings/test_readings.py::Test{n}" for n in ("Asking", "ReadBefore")),
    "readings/test_readings.py::TestWritingDown::test_pages_add_up_and_moments_move_on",
    "readings/test_readings.py::TestWritingDown::test_it_goes_with_the_paper",
    "screens/test_snapshot.py::TestItems::test_numbers_are_the_same_on_all_screens",
    *(f"screens/test_snapshot.py::Test{n}" for n in ("Documents", "Snapshots")),
    *(f"documents/test_preparing.py::Test{n}" for n in ("Move", "Rename")),
    "documents/test_preparing.py::TestDelete::test_a_draft_goes_with_its_pages_and_files",
    *("documents/test_reading.py::TestPages", "documents/test_upload.py::TestAccepted"),
    # Once each, for their questions.
    "overview/test_board.py::test_who_has_come_is_counted_as_the_roll_counts",
    "fleet/test_board.py::test_those_that_need_somebody_come_first_and_are_counted",
    "notebooks/test_notebook.py::test_asked_twice_it_is_bound_once",
    "archiving/test_archive.py::TestTheJob::test_it_is_made_once_at_a_time",
    "handouts/test_jobs.py::TestKeeping::test_nobody_to_print_is_said",
    "printing/test_printout.py::TestRefusals::test_nothing_to_print_and_twice_at_once_are_refused",
]
# Live tests and browser stories wait for time-outs and other processes much of the
# time: more test processes than cores keep the cores busy.
LIVE_PROCESSES = 3
# Some unit tests wait for programs they have started.
UNIT_PROCESSES = 3
SLOWEST_SHOWN = 10


@dataclass(frozen=True)
class Check:
    """A command that must exit with 0; `report` is where its tests' times will be."""

    name: str
    command: list[str]
    report: Path | None = None


@dataclass(frozen=True)
class Result:
    """What a check printed and how long it took."""

    check: Check
    passed: bool
    seconds: float
    output: str


def static_checks() -> list[Check]:
    """Return the checks that start no server, longest first."""
    scripts = sorted(str(path) for path in (ROOT / "tests/js").rglob("*.test.js"))
    commands = {
        "Python types": ["mypy"],
        "Script lint": ["eslint", "--max-warnings=0", "."],
        "Script tests": ["node", "--test", *scripts],
        "Template format": ["djlint", "--check", "--quiet", "templates"],
        "Template lint": ["djlint", "--lint", "--quiet", "templates"],
        "Strings complete": [sys.executable, "deploy/strings.py", "check"],
        "Addresses complete": [sys.executable, "deploy/addresses.py", "check"],
        "Import contracts": ["lint-imports"],
        "Script types": ["tsc", "--noEmit"],
        "Python lint": ["ruff", "check", *CODE],
        "Python format": ["ruff", "format", "--check", *CODE],
        "Script and style format": ["biome", "format"],
    }
    return [Check(name, command) for name, command in commands.items()]


def pytest_check(name: str, reports: Path, processes: int, *arguments: str) -> Check:
    """Return a check that runs pytest in so many processes."""
    report = reports / f"{name}.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(processes)]
    return Check(name, [*command, f"--junitxml={report}", *arguments], report)


def quick_test_checks(reports: Path) -> list[Check]:
    """Return the tests of `make check`: those that start no process."""
    return [
        pytest_check(
            "Unit tests without processes",
            reports,
            2,
            "-m",
            "not process",
            "tests/unit",
        )
    ]


def all_test_checks(reports: Path) -> list[Check]:
    """Return the tests of `make test`."""
    return [
        pytest_check("Unit tests", reports, UNIT_PROCESSES, "tests/unit"),
        pytest_check(
            "Unit tests on PostgreSQL",
            reports,
            2,
            "--database=postgresql",
            *(f"tests/unit/{part}" for part in ON_POSTGRESQL),
        ),
        pytest_check(
            "Live tests and browser stories",
            reports,
            LIVE_PROCESSES,
            # Tests of one file share its servers.
            "--dist=loadfile",
            "--no-loadscope-reorder",
            "tests/live",
            "tests/browser",
        ),
    ]


def run(check: Check) -> Result:
    """Run a check and print its line, and its output if it failed."""
    start = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    seconds = time.monotonic() - start
    result = Result(check, done.returncode == 0, seconds, done.stdout.strip())
    print(_line(result), flush=True)
    return result


def _line(result: Result) -> str:
    verdict = "ok" if result.passed else "FAILED"
    head = f"── {result.check.name}: {verdict} ({result.seconds:.1f} s)"
    if not result.passed:
        return f"{head}\n{result.output}"
    if "tests" in result.check.name.lower():
        return f"{head}\n   {_counts(result.output.splitlines())}"
    return head


def _counts(lines: list[str]) -> str:
    node = [line for line in lines if line.lstrip("#ℹ ").startswith(("pass", "skip"))]
    return ", ".join(node) or (lines[-1] if lines else "")


def slowest_tests(reports: Iterable[Path]) -> list[tuple[float, str]]:
    """Return the longest tests of JUnit reports: seconds (with set-up) and name."""
    times = [
        (float(case.get("time", 0)), f"{case.get('classname')}.{case.get('name')}")
        for report in reports
        if report.exists()
        for case in ET.parse(report).iter("testcase")  # noqa: S314 written by pytest
    ]
    return sorted(times, reverse=True)[:SLOWEST_SHOWN]


def main() -> int:
    """Run the checks and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    os.environ["PATH"] = os.pathsep.join([*map(str, TOOLS), os.environ["PATH"]])
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tests = (quick_test_checks if options.quick else all_test_checks)(Path(folder))
        wanted = [word.lower() for word in options.words]

        def chosen(checks: list[Check]) -> list[Check]:
            return [
                check
                for check in checks
                if not wanted or any(word in check.name.lower() for word in wanted)
            ]

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(run, chosen(static_checks())))
        results += [run(check) for check in chosen(tests)]
        for seconds, name in slowest_tests(check.report for check in tests):
            print(f"{seconds:8.1f} s  {name}")
    return _summarise(results, (time.monotonic() - start) / 60)


def _summarise(results: list[Result], minutes: float) -> int:
    failed = [result.check.name for result in results if not result.passed]
    print(f"\n{len(results)} checks, {minutes:.1f} min")
    for name in failed:
        print(f"FAILED: {name}")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not results else 0


if __name__ == "__main__":
    sys.exit(main())
