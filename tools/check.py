"""Run the project's checks: `make test` runs all, `make check` the quick ones.

    python tools/check.py [--quick] [WORD …]

With words, only the checks whose names contain one of them. Each check gets a line
with its result and its seconds; a failed one shows its output and the others still
run. The ten slowest tests are named at the end. The exit status is 1 if one failed.

A test that failed is run once more, alone. If it then passes it is printed as unsteady,
with what it said: its cause is to be mended (record 0025).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from junit_reports import failed_tests, slowest_tests
from postgresql_tests import ON_POSTGRESQL

ROOT = Path(__file__).parents[1]
CODE = ["kiosk", "tests", "tools", "bench", "wsgi.py"]
# The programs of this tree come before those of the caller's environment.
TOOLS = [ROOT / ".venv" / "bin", ROOT / "node_modules" / ".bin"]
# Live tests and browser stories wait for time-outs and other processes much of the
# time: more test processes than cores keep the cores busy.
LIVE_PROCESSES = 3
# Some unit tests wait for programs they have started.
UNIT_PROCESSES = 3
# More failures than these have a cause that a second run would only hide.
MOST_UNSTEADY = 3
# Leases and sign-ins end by the wall clock: setting it makes their tests fail.
MAX_CLOCK_STEP_SECONDS = 5


@dataclass(frozen=True)
class Check:
    """A command that must exit with 0.

    `report` is where its tests' times will be; `alone` begins the command that runs
    some of its tests once more.
    """

    name: str
    command: list[str]
    report: Path | None = None
    alone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What a check printed and how long it took."""

    check: Check
    passed: bool
    seconds: float
    output: str
    unsteady: tuple[str, ...] = ()


def static_checks() -> list[Check]:
    """Return the checks that start no server, longest first."""
    scripts = sorted(str(path) for path in (ROOT / "tests/js").rglob("*.test.js"))
    commands = {
        "Python types": ["mypy"],
        "Script lint": ["eslint", "--max-warnings=0", "."],
        "Script tests": ["node", "--test", *scripts],
        "Template format": ["djlint", "--check", "templates"],
        "Template lint": ["djlint", "--lint", "--quiet", "templates"],
        "Strings complete": [sys.executable, "tools/strings.py", "check"],
        "Addresses complete": [sys.executable, "tools/addresses.py", "check"],
        "Import contracts": ["lint-imports"],
        "Words": [sys.executable, "tools/words.py"],
        "Script types": ["tsc", "--noEmit"],
        "Python lint": ["ruff", "check", *CODE],
        "Python format": ["ruff", "format", "--check", *CODE],
        "Script and style format": ["biome", "format"],
    }
    return [Check(name, command) for name, command in commands.items()]


def pytest_check(
    name: str,
    reports: Path,
    processes: int,
    *arguments: str,
    database: str = "sqlite",
) -> Check:
    """Return a check that runs pytest in so many processes."""
    report = reports / f"{name}.xml"
    alone = [sys.executable, "-m", "pytest", "-q", f"--database={database}"]
    # Tests of one file share what its fixtures make, and its servers.
    command = [*alone, "-n", str(processes), "--dist=loadfile"]
    command += [f"--junitxml={report}", *arguments]
    return Check(name, command, report, tuple(alone))


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
            UNIT_PROCESSES,
            *(f"tests/unit/{part}" for part in ON_POSTGRESQL),
            database="postgresql",
        ),
        pytest_check(
            "Live tests and browser stories",
            reports,
            LIVE_PROCESSES,
            "--no-loadscope-reorder",
            "-m",
            "not screens",
            "tests/live",
            "tests/browser",
        ),
    ]


def run(check: Check) -> Result:
    """Run a check and print its line, and its output if it failed."""
    result = _run_once(check)
    failed = failed_tests(check.report) if check.report else []
    if result.passed or not 0 < len(failed) <= MOST_UNSTEADY:
        return result
    alone = Check(f"{check.name}: what failed, alone", [*check.alone, *failed])
    second = _run_once(alone)
    unsteady = tuple(failed) if second.passed else ()
    return replace(result, passed=second.passed, unsteady=unsteady)


def _run_once(check: Check) -> Result:
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


def main() -> int:
    """Run the checks and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    os.environ["PATH"] = os.pathsep.join([*map(str, TOOLS), os.environ["PATH"]])
    # Else every server, child and test process compiles the whole program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    start, wall_start = time.monotonic(), time.time()
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder)
        tests = (quick_test_checks if options.quick else all_test_checks)(reports)
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
        for seconds, name in slowest_tests(
            check.report for check in tests if check.report
        ):
            print(f"{seconds:8.1f} s  {name}")
    step = (time.time() - wall_start) - (time.monotonic() - start)
    if abs(step) > MAX_CLOCK_STEP_SECONDS:
        print(f"The machine's clock was set by {step:+.0f} s during the checks.")
    return _summarise(results, (time.monotonic() - start) / 60)


def _summarise(results: list[Result], minutes: float) -> int:
    failed = [result.check.name for result in results if not result.passed]
    print(f"\n{len(results)} checks, {minutes:.1f} min")
    for name in [name for result in results for name in result.unsteady]:
        print(f"UNSTEADY, passed alone: {name}")
    for name in failed:
        print(f"FAILED: {name}")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not results else 0


if __name__ == "__main__":
    sys.exit(main())
