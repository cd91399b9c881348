"""Mutation testing of rules, sign-in, check-in and the journal: `make mutants`.

Each group of modules is mutated and tested in a scratch folder of its own, on one core,
by the unit tests of its own subject. Functions are mutated by mutmut; what a module
assigns outside functions (permissions, transitions, limits) by `mutant_constants.py`.

Arguments are words: only groups whose names contain one of them are run. The exit
status is 1 when fewer than `REQUIRED_PERCENT` of all mutants are killed, or when a
mutant survived that `tests/mutants.toml` does not list.
"""

import json
import shutil
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRATCH = ROOT / ".mutants"
ACCEPTED = ROOT / "tests" / "mutants.toml"
REQUIRED_PERCENT = 85
COPIED = ("kiosk", "tests")
# Linked into the scratch folders: the server fixture and some tests read them.
LINKED = ("static", "templates", "docs", "deploy", "tools", "wsgi.py", "babel.cfg")
SETTINGS = """
[tool.mutmut]
source_paths = ["kiosk"]
only_mutate = {modules}
pytest_add_cli_args = ["-p", "no:cacheprovider"]
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
        return sorted(str(path.relative_to(ROOT)) for path in found)


GROUPS = (
    Group(
        "rules",
        (
            *("kiosk/*/rules.py", "kiosk/roles.py", "kiosk/identity.py"),
            *("kiosk/storage/secrets.py", "kiosk/*/codes.py"),
            "kiosk/badges/pins/[cr]*.py",
        ),
        (
            *("tests/unit/*/test_rules.py", "tests/unit/test_roles.py"),
            *("tests/unit/test_identity.py", "tests/unit/storage/test_secrets.py"),
            *("tests/unit/*/test_codes.py", "tests/unit/search/test_snippets.py"),
            "tests/unit/badges/test_pin_rules.py",
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
        (*("tests/unit/checkins/test_[grsm]*.py",),),
    ),
    Group(
        "journal",
        ("kiosk/storage/journal.py", "kiosk/storage/unit_of_work.py"),
        ("tests/unit/storage/test_unit_of_work.py", "tests/unit/storage/test_j*l.py"),
    ),
)


@dataclass(frozen=True)
class Mutant:
    """One change to the code and what became of it."""

    module: str
    # The function it is in, or the name assigned outside functions.
    where: str
    # "killed", "survived", "timeout", or mutmut's word for a run that went wrong.
    status: str
    # The changed line, as it was and as it is.
    before: str
    after: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what an accepted mutant is recognised by."""
        return self.module, self.where, self.after


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


def results(script: str, folder: Path) -> list[Mutant]:
    """Run one of the two scripts in `folder` and return what it has found."""
    command = [sys.executable, ROOT / "deploy" / script]
    subprocess.run(command, cwd=folder, check=True)
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [Mutant(**json.loads(line)) for line in lines]


def run(group: Group) -> list[Mutant]:
    """Test every mutant of the group."""
    folder = prepare(group)
    found = results("mutant_functions.py", folder)
    if group.has_plain_tests:
        found += results("mutant_constants.py", prepare_constants(folder))
    return found


def accepted() -> dict[tuple[str, str, str], str]:
    """Return the survivors that were looked at, with the reason for each."""
    entries = tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))["accepted"]
    return {
        (entry["module"], entry["where"], line): entry["reason"]
        for entry in entries
        for line in entry["lines"]
    }


def row(name: str, mutants: list[Mutant]) -> str:
    """Return a line of the table."""
    count = Counter(mutant.status for mutant in mutants)
    dead = count["killed"] + count["timeout"]
    figures = (len(mutants), dead, len(mutants) - dead, count["timeout"])
    columns = " | ".join(f"{figure:5}" for figure in figures)
    return f"| {name:40} | {columns} | {percent(mutants):5.1f} |"


def percent(mutants: list[Mutant]) -> float:
    """Return how many of `mutants` were killed, in per cent."""
    dead = sum(mutant.status in {"killed", "timeout"} for mutant in mutants)
    return 100 * dead / len(mutants) if mutants else 100


def report(mutants: list[Mutant]) -> bool:
    """Print the table and the new survivors; tell whether all is well."""
    print(f"| {'module':40} | mutants | killed | survived | of killed: timeout | % |")
    print("|---|---|---|---|---|---|")
    for module in sorted({mutant.module for mutant in mutants}):
        print(row(module, [one for one in mutants if one.module == module]))
    print(row("all", mutants))
    known = accepted()
    survivors = [one for one in mutants if one.status not in {"killed", "timeout"}]
    new = [one for one in survivors if one.key not in known]
    for one in new:
        print(f"\n{one.status}: {one.module}: {one.where}")
        print(f"  - {one.before}\n  + {one.after}")
    left = set(known) - {one.key for one in survivors}
    for module, where, line in sorted(left & {one.key for one in mutants}):
        print(f"\nlisted, but killed: {module}: {where}: {line}")
    print(f"\n{len(survivors)} survived, {len(new)} of them not listed")
    return not new and percent(mutants) >= REQUIRED_PERCENT


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
