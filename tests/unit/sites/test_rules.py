"""Names, sizes and parents of sites."""

import pytest

from kiosk.errors import Invalid
from kiosk.sites.rules import (
    LONGEST_HELP_TEXT,
    check_expected,
    check_name,
    check_parent,
)
from tests.expected_errors import refused

# Site 1 is the main one, 2 below it, 3 below 2.
PARENTS = {1: None, 2: 1, 3: 2}


def test_a_name_has_one_to_two_hundred_letters():
    check_name("x" * 200, set())
    assert LONGEST_HELP_TEXT == 300
    for wrong in ("", "x" * 201):
        with refused(Invalid, "bad_site_name", limit=200):
            check_name(wrong, set())


def test_a_name_is_taken_whatever_its_case():
    check_name("Bắc", {"Nam"})
    with refused(Invalid, "site_name_taken"):
        check_name("BẮC", {"Nam", "bắc"})


@pytest.mark.parametrize("expected", [0, 100_000])
def test_so_many_may_be_expected(expected):
    check_expected(expected)


@pytest.mark.parametrize("expected", [-1, 100_001])
def test_fewer_or_more_may_not_be_expected(expected):
    with refused(Invalid, "bad_expected", limit=100_000):
        check_expected(expected)


@pytest.mark.parametrize(("site", "parent"), [(None, None), (None, 3), (3, 1), (2, 1)])
def test_a_site_may_stand_below_another(site, parent):
    check_parent(site, parent, PARENTS)


@pytest.mark.parametrize(("site", "parent"), [(1, 1), (1, 2), (1, 3)])
def test_a_site_may_not_stand_below_itself(site, parent):
    with refused(Invalid, "site_loop"):
        check_parent(site, parent, PARENTS)


def test_a_parent_of_another_meeting_is_refused():
    with refused(Invalid):
        check_parent(2, 9, PARENTS)
