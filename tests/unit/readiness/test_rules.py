"""Findings, and when an installation is ready."""

import pytest

from kiosk.readiness.rules import (
    LEVEL_WORDS,
    CheckResult,
    Finding,
    Level,
    bad,
    good,
    is_ready,
    list_names,
    warn,
)


def test_every_level_has_words():
    assert set(LEVEL_WORDS) == set(Level)


def test_a_finding_carries_its_level_advice_and_details():
    assert good("A", n=1) == CheckResult(Level.GOOD, "A", "", {"n": 1})
    assert warn("A", "B", n=1) == CheckResult(Level.WARN, "A", "B", {"n": 1})
    assert bad("A", "B", n=1) == CheckResult(Level.BAD, "A", "B", {"n": 1})


@pytest.mark.parametrize(
    ("said", "ready"),
    [(good("A"), True), (warn("A", "B"), True), (bad("A", "B"), False)],
)
def test_only_bad_findings_mean_not_ready(said, ready):
    assert is_ready([Finding("x", good("A")), Finding("y", said)]) is ready


def test_five_names_are_listed_and_the_others_counted():
    assert list_names("abc") == "a, b, c"
    assert list_names("abcde") == "a, b, c, d, e"
    assert list_names("abcdef") == "a, b, c, d, e (+1)"
    assert list_names("abc", most=1) == "a (+2)"
