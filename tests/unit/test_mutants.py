"""What `make mutants` changes, and which tests it runs."""

import importlib
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from tests.waiting import TIMEOUT_VARIABLE

ROOT = Path(__file__).parents[2]


@pytest.fixture
def mutants(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("mutants")


def test_every_rule_is_changed_once(mutants):
    rules = [*ROOT.glob("kiosk/**/rules.py"), *ROOT.glob("kiosk/*/rules/*.py")]
    changed = Counter(
        path for group in mutants.GROUPS for path in group.paths(group.modules)
    )
    assert rules
    assert {str(path.relative_to(ROOT)) for path in rules} < set(changed)
    assert set(changed.values()) == {1}


def test_every_group_has_tests_and_every_script_is_there(mutants):
    for group in mutants.GROUPS:
        assert all(group.paths([pattern]) for pattern in group.tests), group.name
    tools = Path(mutants.__file__).parent
    assert (tools / mutants.FUNCTIONS).is_file()
    assert (tools / mutants.CONSTANTS).is_file()
    assert set(mutants.SHORTENED) == {TIMEOUT_VARIABLE}


@pytest.mark.parametrize(
    ("module", "subject"),
    [
        ("kiosk/speaking/rules.py", "speaking"),
        ("kiosk/voting/rules/tally.py", "voting"),
        ("kiosk/surveys/results/rules.py", "surveys/results"),
        ("kiosk/badges/pins/rules.py", "badges"),
        ("kiosk/roles.py", ""),
    ],
)
def test_a_module_has_the_tests_of_the_nearest_folder(mutants, module, subject):
    assert mutants.subject_of(module) == subject


def test_a_line_left_out_is_told_from_another_line_left_out(mutants):
    def key(before: str, after: str) -> str:
        mutant = mutants.Mutant("x", "a.py", "f", "survived", before, after)
        return mutant.key[-1]

    assert key("x == 1,", "x != 1,") == "x != 1,"
    assert key("x == 1,", "") == "- x == 1,"
    assert key("y == 1,", "") != key("x == 1,", "")
