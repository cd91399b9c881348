"""Mutation testing of rules, sign-in, check-in and the journal: `make mutants`.

Each group of modules is mutated and tested in a scratch folder of its own, on one core,
by the unit tests of its own subject. Functions are mutated by mutmut; what a module
assigns outside functions (permissions, transitions, limits) by `mutant_constants.py`.
What survives the plain tests of the rules is tried once more by all the unit tests of
its subject that start no process.

Arguments are words: only groups whose names contain one of them are run. The exit
status is 1 when the report finds fault (`mutant_report.py`).
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mutant_report import Mutant, report

ROOT = Path(__file__).parents[1]
SCRATCH = ROOT / ".mutants"
FUNCTIONS, CONSTANTS = "mutant_functions.py", "mutant_constants.py"
COPIED = ("kiosk", "tests")
# Where a mutant makes a test wait for what never comes (`tests/waiting.py`).
SHORTENED = {"TEST_TIMEOUT_SECONDS": "5"}
# They read the program's text, in which every mutant stands.
READS_SOURCES = {"tests/unit/accounts/test_access_details.py"}
# Linked into the scratch folders: the server fixture and some tests read them.
LINKED = ("static", "templates", "docs", "deploy", "tools", "wsgi.py", "babel.cfg")
SETTINGS = """
[tool.mutmut]
source_paths = ["kiosk"]
only_mutate = {modules}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-m", "not process"]
pytest_add_cli_args_test_selection = {tests}
track_dependencies = false
use_git_change_detection = false
# A mutant that loops for ever is ended after a minute.
timeout_constant = 6.0
timeout_multiplier = 10.0
"""


@dataclass(frozen=True)
class Group:
    """Modules that the same tests are run for; both as patterns below the root."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    # The tests need no server, so every constant can be tried in little time, too.
    has_plain_tests: bool = False

    def paths(self, patterns: Iterable[str]) -> list[str]:
        """Return the existing files that `patterns` name, relative to the root."""
        found = {path for pattern in patterns for path in ROOT.glob(pattern)}
        return sorted({str(path.relative_to(ROOT)) for path in found} - READS_SOURCES)


GROUPS = (
    Group(
        "rules",
        (
            *("kiosk/**/rules.py", "kiosk/*/rules/*.py", "kiosk/**/codes.py"),
            *("kiosk/roles.py", "kiosk/identity.py", "kiosk/storage/secrets.py"),
        ),
        (
            *("tests/unit/**/test_*rules.py", "tests/unit/test_roles.py"),
            *("tests/unit/test_identity.py", "tests/unit/storage/test_secrets.py"),
            *("tests/unit/*/test_codes.py", "tests/unit/search/test_snippets.py"),
        ),
        has_plain_tests=True,
    ),
    Group(
        "accounts",
        ("kiosk/accounts/session_cache.py", "kiosk/accounts/actions/*.py"),
        ("tests/unit/accounts/test_*.py", "tests/unit/meetings/test_actions.py"),
    ),
    Group(
        "badges",
        ("kiosk/badges/actions/*.py", "kiosk/badges/pins/actions.py"),
        ("tests/unit/badges/test_*.py",),
    ),
    Group(
        "check-in",
        ("kiosk/checkins/actions/*.py",),
        ("tests/unit/checkins/test_*.py",),
    ),
    Group(
        "journal",
        ("kiosk/storage/journal.py", "kiosk/storage/unit_of_work.py"),
        (
            *(f"tests/unit/storage/test_{n}.py" for n in ("unit_of_work", "journal")),
            *(
                "tests/unit/record/test_journal.py",
                "tests/unit/web/test_idempotency.py",
            ),
        ),
    ),
)


def prepare(group: Group) -> Path:
    """Make the group's scratch folder anew and return it."""
    folder = SCRATCH / group.name
    shutil.rmtree(folder, ignore_errors=True)
    # Mutmut copies the code and the tests to `mutants` and runs them there.
    (folder / "mutants").mkdir(parents=True)
    for name in COPIED:
        (folder / name).symlink_to(ROOT / name)
    for name in LINKED:
        (folder / "mutants" / name).symlink_to(ROOT / name)
    settings = SETTINGS.format(
        modules=json.dumps(group.paths(group.modules)),
        tests=json.dumps(group.paths(group.tests)),
    )
    common = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(common + settings, encoding="utf-8")
    return folder


def prepare_constants(folder: Path) -> Path:
    """Make a copy of the code that `mutant_constants.py` may overwrite."""
    copy = folder / "constants"
    for name in COPIED:
        shutil.copytree(
            ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(folder / "pyproject.toml", copy)
    return copy


def results(script: str, folder: Path, *names: str) -> list[Mutant]:
    """Run one of the two scripts in `folder` and return what it has found.

    With names, only those mutants are tried.
    """
    command = [sys.executable, Path(__file__).with_name(script), *names]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, **SHORTENED})
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [Mutant(**json.loads(line)) for line in lines]


def run(group: Group) -> list[Mutant]:
    """Test every mutant of the group."""
    folder = prepare(group)
    found = results(FUNCTIONS, folder)
    if group.has_plain_tests:
        found = tried_by_subjects(found)
        found += results(CONSTANTS, prepare_constants(folder))
    return found


def tried_by_subjects(mutants: list[Mutant]) -> list[Mutant]:
    """Try those alive once more, by all tests of their subjects; return all."""
    alive: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        if not mutant.is_dead and (subject := subject_of(mutant.module)):
            alive.setdefault(subject, []).append(mutant)
    again: dict[str, Mutant] = {}
    for subject, group in alive.items():
        modules = tuple(sorted({mutant.module for mutant in group}))
        tests = (f"tests/unit/{subject}/**/test_*.py",)
        folder = prepare(Group(f"rules-{subject}".replace("/", "-"), modules, tests))
        names = [mutant.name for mutant in group]
        tried = results(FUNCTIONS, folder, *names)
        again |= {mutant.name: mutant for mutant in tried if mutant.name in names}
    return [again.get(mutant.name, mutant) for mutant in mutants]


def subject_of(module: str) -> str:
    """Return the folder of `tests/unit` that is nearest to the module's; "" if none."""
    folders = Path(module).relative_to("kiosk").parents[:-1]
    found = [folder for folder in folders if (ROOT / "tests/unit" / folder).is_dir()]
    return str(found[0]) if found else ""


def main() -> int:
    """Run the groups (all, or those whose names contain an argument)."""
    words = sys.argv[1:]
    start = time.monotonic()
    mutants = []
    for group in GROUPS:
        if not words or any(word in group.name for word in words):
            mutants += run(group)
    well = report(mutants)
    print(f"{(time.monotonic() - start) / 60:.1f} min")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
