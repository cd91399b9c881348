"""Hands and paper ballots as people enter them."""

import dataclasses

import pytest

from kiosk.errors import Invalid
from kiosk.voting.rules.ballots import BallotTerms
from kiosk.voting.rules.counts import check_hands, check_paper, hands_tally, paper_tally
from kiosk.voting.rules.forms import PaperCountForm
from kiosk.voting.rules.kinds import BallotForm
from tests.expected_errors import refused

ONE = BallotTerms(BallotForm.ONE, (11, 12, 13))
UP_TO = BallotTerms(BallotForm.UP_TO, (1, 2, 3, 4, 5), max_choices=3)
LEVELS = BallotTerms(BallotForm.LEVELS, (7, 8), levels=("cao", "vừa", "thấp"))


def test_no_more_hands_than_people_present():
    check_hands(ONE, {"11": 6, "12": 4}, 10)
    check_hands(ONE, {"11": 6, "12": 3, "13": 1}, 10)
    check_hands(ONE, {}, 0)
    for hands in ({"11": 6, "12": 5}, {"11": 11}):
        with refused(Invalid, "more_than_present", present=10):
            check_hands(ONE, hands, 10)
    with refused(Invalid, "unknown_option"):
        check_hands(ONE, {"99": 1}, 10)
    # Everybody raises one hand, whatever else the terms say.
    with refused(Invalid, "more_than_present", present=10):
        check_hands(dataclasses.replace(ONE, max_choices=3), {"11": 6, "12": 5}, 10)
    check_hands(UP_TO, {"1": 10, "2": 10, "3": 10}, 10)
    for hands in ({"1": 10, "2": 10, "3": 10, "4": 1}, {"1": 11}):
        with refused(Invalid, "more_than_present", present=10):
            check_hands(UP_TO, hands, 10)


def test_hands_are_ballots_where_everybody_raises_one():
    sites = [{"11": 6, "12": 3}, {"11": 1}]
    tally = hands_tally(ONE, sites, 20)
    assert (tally.valid, tally.marks[11, "1"], tally.marks[12, "1"]) == (10, 7, 3)
    assert hands_tally(UP_TO, [{"1": 6}, {"2": 6}], 20).valid == 20


def paper(**fields):
    whole = {
        "issued": 10,
        "returned": 9,
        "valid": 7,
        "invalid": 2,
        "counts": {"11": 5, "12": 2},
        "reasons": {"Phiếu trắng": 1, "Gạch hai phương án": 1},
    }
    return PaperCountForm(**whole | fields)


def test_a_paper_count_adds_up():
    check_paper(ONE, paper(), 10)
    tally = paper_tally(ONE, paper())
    assert (tally.cast, tally.marks[11, "1"]) == (9, 5)
    # An option that nobody has marked has none.
    assert tally.marks[13, "1"] == 0
    assert (13, "1") in tally.marks


def test_all_papers_may_come_back_and_none_be_marked():
    check_paper(ONE, paper(issued=9), 9)
    none = {"returned": 0, "valid": 0, "invalid": 0, "counts": {}, "reasons": {}}
    for terms in (ONE, UP_TO, LEVELS):
        check_paper(terms, paper(**none), 10)
    nobody = dataclasses.replace(UP_TO, options=())
    check_paper(nobody, paper(**none), 10)


@pytest.mark.parametrize(
    ("wrong", "numbers"),
    [
        ({"issued": 11}, {"issued": 11, "eligible": 10}),
        ({"returned": 11, "valid": 9}, {"returned": 11, "issued": 10}),
        ({"valid": 8}, {"valid": 8, "invalid": 2, "returned": 9}),
        ({"reasons": {"Phiếu trắng": 1}}, {"invalid": 2}),
        ({"counts": {"11": 5, "12": 1}}, {"valid": 7}),
    ],
)
def test_a_paper_count_that_does_not_add_up_is_refused(wrong, numbers):
    with refused(Invalid, "counts_disagree", **numbers):
        check_paper(ONE, paper(**wrong), 10)


def test_a_paper_count_names_only_what_was_voted_on():
    with refused(Invalid, "unknown_option"):
        check_paper(ONE, paper(counts={"11": 5, "99": 2}), 10)


def test_paper_ballots_with_levels_and_candidates():
    levels = {"7:0": 7, "8:1": 3, "8:2": 4}
    check_paper(LEVELS, paper(counts=levels), 10)
    assert paper_tally(LEVELS, paper(counts=levels)).marks[8, "thấp"] == 4
    with refused(Invalid, "counts_disagree", valid=7):
        check_paper(LEVELS, paper(counts=levels | {"7:1": 1}), 10)
    check_paper(UP_TO, paper(counts={"1": 7, "2": 7, "3": 7}), 10)
    for candidates in ({"1": 8}, dict.fromkeys("1234", 7)):
        with refused(Invalid, "counts_disagree", valid=7):
            check_paper(UP_TO, paper(counts=candidates), 10)
