"""Passing, tallies and counts: exact, whatever the order of the ballots."""

import dataclasses
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.checkins.quorum import QuorumTerms, Threshold, needed_for_quorum
from kiosk.errors import Invalid
from kiosk.voting.rules.ballots import (
    BallotTerms,
    canonical,
    check_choices,
    find_fault,
    read_choices,
)
from kiosk.voting.rules.kinds import BallotForm, PassingRule, RuleBase, TieRule
from kiosk.voting.rules.passing import (
    check_rule,
    has_quorum,
    needed_of,
    needed_present,
    passes,
)
from kiosk.voting.rules.results import BaseCounts
from kiosk.voting.rules.tally import VoteQuestion, count_ballots, result_of
from tests.expected_errors import refused

numbers = st.integers(0, 100_000)
shares = st.integers(1, 60).flatmap(
    lambda whole: st.tuples(st.integers(0, whole - 1), st.just(whole))
)
OVER_HALF = PassingRule()
ONE = BallotTerms(BallotForm.ONE, (11, 12, 13))
UP_TO = BallotTerms(BallotForm.UP_TO, (1, 2, 3, 4, 5), max_choices=3)
LEVELS = BallotTerms(BallotForm.LEVELS, (7, 8), levels=("cao", "vừa", "thấp"))
ALL_TERMS = [ONE, UP_TO, LEVELS]
marks = st.one_of(st.just(1), st.sampled_from(["cao", "vừa", "thấp", "lạ"]), st.just(0))
keys = st.sampled_from([str(n) for n in (1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 99)])
any_choices = st.dictionaries(keys, marks, max_size=5)


def valid_choices(terms):
    options = [str(one) for one in terms.options]
    if terms.form == BallotForm.LEVELS:
        whole = st.fixed_dictionaries(
            {key: st.sampled_from(terms.levels) for key in options}
        )
        return st.one_of(st.just({}), whole)
    most = 1 if terms.form == BallotForm.ONE else terms.max_choices
    chosen = st.sets(st.sampled_from(options), max_size=most)
    return chosen.map(lambda one: dict.fromkeys(one, 1))


ballot_sets = st.sampled_from(ALL_TERMS).flatmap(
    lambda terms: st.tuples(
        st.just(terms),
        st.lists(st.one_of(valid_choices(terms), any_choices, st.none()), max_size=60),
    )
)


def question(terms, rule=OVER_HALF, summoned=100, present=80):
    labels = {one: f"Phương án {one}" for one in terms.options}
    return VoteQuestion(terms, labels, rule, summoned, present)


def counts(of):
    return BaseCounts(of, of, of, of)


@given(of=numbers, share=shares, strict=st.booleans())
def test_no_rounding_passes_what_the_fraction_fails(of, share, strict):
    whole = Fraction(*share) * of
    needed = needed_of(of, *share, strict=strict)

    def is_enough(count):
        return count > whole if strict else count >= whole

    assert is_enough(needed)
    assert needed == 0 or not is_enough(needed - 1)


@given(of=numbers, percent=st.integers(1, 100))
def test_shares_agree_with_the_quorum_of_the_meeting(of, percent):
    half = needed_for_quorum(QuorumTerms(threshold=Threshold.OVER_HALF), of)
    assert needed_of(of, 1, 2, strict=True) == half
    thirds = needed_for_quorum(QuorumTerms(threshold=Threshold.TWO_THIRDS), of)
    assert needed_of(of, 2, 3, strict=False) == thirds
    custom = QuorumTerms(threshold=Threshold.CUSTOM, percent=percent)
    needed = needed_for_quorum(custom, of)
    assert needed_of(of, percent, 100, strict=False) == needed


@pytest.mark.parametrize(
    ("rule", "of", "count", "is_enough"),
    [
        (PassingRule(), 6, 3, False),
        (PassingRule(), 6, 4, True),
        (PassingRule(), 7, 4, True),
        (PassingRule(numerator=2, denominator=3, strict=False), 100, 66, False),
        (PassingRule(numerator=2, denominator=3, strict=False), 100, 67, True),
        (PassingRule(numerator=2, denominator=3, strict=False), 99, 66, True),
        (PassingRule(numerator=4, denominator=5, strict=False), 11_873, 9498, False),
        (PassingRule(numerator=4, denominator=5, strict=False), 11_873, 9499, True),
        (PassingRule(), 0, 1, False),
    ],
)
def test_thresholds_at_their_edge(rule, of, count, is_enough):
    assert passes(rule, counts(of), count) is is_enough


def test_the_base_is_what_the_rule_names():
    of = BaseCounts(summoned=100, members=50, present=20, cast=10)
    enough = {base: passes(PassingRule(base=base), of, 11) for base in RuleBase}
    assert enough == {
        RuleBase.SUMMONED: False,
        RuleBase.MEMBERS: False,
        RuleBase.PRESENT: True,
        RuleBase.CAST: True,
    }


def test_the_quorum_counts_members_where_the_rule_does():
    of = BaseCounts(summoned=9, members=30, present=6, cast=0)
    assert has_quorum(PassingRule(), of)
    by_members = PassingRule(base=RuleBase.MEMBERS, members=30)
    assert needed_present(by_members, of) == 20
    assert not has_quorum(by_members, of)
    assert has_quorum(replace(by_members, quorum_numerator=0), of)
    assert not has_quorum(PassingRule(), replace(of, present=0, summoned=0))


def test_a_quorum_of_none_needs_nobody_and_one_of_one_needs_that_one():
    nobody = BaseCounts(summoned=9, members=9, present=0, cast=0)
    none = PassingRule(quorum_numerator=0)
    assert (has_quorum(none, nobody), needed_present(none, nobody)) == (True, 0)
    third = PassingRule(quorum_numerator=1)
    assert (has_quorum(third, nobody), needed_present(third, nobody)) == (False, 3)
    one = BaseCounts(summoned=1, members=1, present=1, cast=1)
    assert has_quorum(PassingRule(), one)
    assert passes(PassingRule(), one, 1)


def test_a_quorum_of_more_than_half_needs_one_more():
    of = BaseCounts(summoned=10, members=10, present=5, cast=0)
    half = PassingRule(quorum_numerator=1, quorum_denominator=2)
    assert (needed_present(half, of), has_quorum(half, of)) == (5, True)
    more = replace(half, quorum_strict=True)
    assert (needed_present(more, of), has_quorum(more, of)) == (6, False)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (PassingRule(numerator=3, denominator=2), "bad_share"),
        (PassingRule(numerator=1, denominator=1), "bad_share"),
        (PassingRule(numerator=0, strict=False), "bad_share"),
        (PassingRule(quorum_numerator=5, quorum_denominator=3), "bad_share"),
        (PassingRule(base=RuleBase.MEMBERS), "bad_members"),
    ],
)
def test_a_rule_that_nothing_can_pass_is_refused(rule, code):
    with refused(Invalid, code):
        check_rule(rule)


@pytest.mark.parametrize(
    "rule",
    [
        PassingRule(),
        # All of them; more than none; a body of one.
        PassingRule(numerator=1, denominator=1, strict=False),
        PassingRule(numerator=0),
        PassingRule(numerator=1, strict=False),
        PassingRule(base=RuleBase.MEMBERS, members=1),
        PassingRule(quorum_numerator=3),
    ],
)
def test_a_rule_that_something_can_pass_is_taken(rule):
    check_rule(rule)


@given(ballot_sets)
def test_counts_add_up(drawn):
    terms, ballots = drawn
    tally = count_ballots(terms, ballots)
    assert tally.valid + tally.invalid + tally.blank == tally.cast == len(ballots)
    by_option = [
        sum(n for (one, _), n in tally.marks.items() if one == option)
        for option in terms.options
    ]
    assert all(count <= tally.valid for count in by_option)
    if terms.form == BallotForm.ONE:
        assert sum(by_option) == tally.valid
    if terms.form == BallotForm.UP_TO:
        assert tally.valid <= sum(by_option) <= tally.valid * terms.max_choices
    if terms.form == BallotForm.LEVELS:
        assert by_option == [tally.valid] * len(terms.options)


@given(ballot_sets, st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_the_order(drawn, random):
    terms, ballots = drawn
    shuffled = random.sample(ballots, len(ballots))
    asked = question(terms)
    first, second = (
        result_of(asked, count_ballots(terms, some)) for some in (ballots, shuffled)
    )
    assert first == second


@given(ballot_sets)
def test_the_elected_are_the_highest_and_nobody_is_elected_by_a_tie(drawn):
    terms, ballots = drawn
    result = result_of(question(terms, present=10), count_ballots(terms, ballots))
    by_id = {row.option_id: row for row in result.rows}
    assert len(result.elected) <= terms.max_choices
    assert len(set(result.elected) | set(result.tie)) == len(result.elected) + len(
        result.tie
    )
    assert all(by_id[one].passed for one in result.elected)
    if terms.form != BallotForm.UP_TO:
        assert result.elected == []
        return
    if result.tie:
        assert len(result.elected) + len(result.tie) > terms.max_choices
        assert len({by_id[one].count for one in result.tie}) == 1
    others = set(by_id) - set(result.elected) - set(result.tie)
    lowest = min((by_id[one].count for one in result.elected), default=0)
    assert all(by_id[one].count <= lowest or not by_id[one].passed for one in others)


def test_three_of_five_with_a_tie_at_the_last_place():
    ballots = [
        *[{"1": 1, "2": 1, "3": 1}] * 3,
        *[{"1": 1, "2": 1, "4": 1}] * 3,
        {"5": 1},
    ]
    rule = PassingRule(base=RuleBase.CAST, numerator=1, denominator=3)
    result = result_of(question(UP_TO, rule), count_ballots(UP_TO, ballots))
    assert (result.elected, result.tie) == ([1, 2], [3, 4])


@pytest.mark.parametrize(
    ("chair", "passed", "by_chair"), [(11, True, True), (12, False, True)]
)
def test_a_tie_goes_to_the_side_of_the_chair(chair, passed, by_chair):
    rule = PassingRule(base=RuleBase.MEMBERS, members=4, tie=TieRule.CHAIR)
    tally = count_ballots(ONE, [{"11": 1}, {"11": 1}, {"12": 1}, {"12": 1}])
    result = result_of(question(ONE, rule), tally, chair_choice=chair)
    assert (result.passed, result.by_chair) == (passed, by_chair)
    unknown = result_of(question(ONE, rule), tally)
    assert (unknown.passed, unknown.tie) == (None, [11, 12])
    failing = replace(rule, tie=TieRule.FAILS)
    assert result_of(question(ONE, failing), tally).passed is False


@pytest.mark.parametrize(
    ("marks", "members"),
    [
        # One more for the first answer would not do.
        (["11", "12"], 5),
        # It is behind, or nobody has voted.
        (["11", "12", "12"], 3),
        ([], 1),
        # It is ahead, and passes or fails by itself.
        (["11", "11", "12"], 3),
        (["11", "11", "12"], 9),
    ],
)
def test_only_an_equality_that_one_vote_would_pass_is_left_to_the_chair(marks, members):
    rule = PassingRule(base=RuleBase.MEMBERS, members=members, tie=TieRule.CHAIR)
    tally = count_ballots(ONE, [{key: 1} for key in marks])
    result = result_of(question(ONE, rule), tally, chair_choice=11)
    is_more_than_half = 2 * marks.count("11") > members
    assert (result.passed, result.by_chair) == (is_more_than_half, False)


def test_the_smallest_equality_is_left_to_the_chair_who_chooses_one_of_the_two():
    rule = PassingRule(base=RuleBase.MEMBERS, members=3, tie=TieRule.CHAIR)
    tally = count_ballots(ONE, [{"11": 1}, {"12": 1}])
    for chair, passed in ((11, True), (12, False), (13, None), (None, None)):
        result = result_of(question(ONE, rule), tally, chair_choice=chair)
        assert (result.passed, result.by_chair) == (passed, passed is not None)


def test_a_single_answer_has_no_equality():
    only = BallotTerms(BallotForm.ONE, (11,))
    rule = PassingRule(base=RuleBase.MEMBERS, members=3, tie=TieRule.CHAIR)
    result = result_of(question(only, rule), count_ballots(only, [{"11": 1}]))
    assert (result.passed, result.by_chair, result.tie) == (False, False, [])


def test_as_many_as_there_are_seats_are_elected_by_passing():
    ballots = [{"1": 1, "2": 1, "3": 1}] * 2
    rule = PassingRule(base=RuleBase.CAST)
    result = result_of(question(UP_TO, rule), count_ballots(UP_TO, ballots))
    assert (result.elected, result.tie) == ([1, 2, 3], [])
    assert (result.passed, result.by_chair) == (None, False)


def test_a_result_holds_every_figure_it_was_computed_from():
    asked = question(ONE, PassingRule(base=RuleBase.SUMMONED), present=6)
    ballots = [{"11": 1}, {"11": 1}, {"12": 1}, {}, None]
    result = result_of(asked, count_ballots(ONE, ballots))
    assert (result.valid, result.blank, result.invalid) == (3, 1, 1)
    base = BaseCounts(asked.summoned, asked.rule.members, 6, 5)
    assert result.base_counts == base
    assert result.needed == asked.summoned // 2 + 1
    first = result.rows[0]
    assert first.label == asked.labels[11]
    assert (first.of_summoned, first.of_present) == (asked.summoned, 6)


def test_levels_pass_unless_the_lowest_has_the_share():
    low, high = {"7": "thấp", "8": "cao"}, {"7": "cao", "8": "vừa"}
    rule = PassingRule(base=RuleBase.CAST)
    result = result_of(question(LEVELS, rule), count_ballots(LEVELS, [low, low, high]))
    first, second = result.rows
    assert (first.passed, first.count) == (False, 1)
    assert first.levels == {"cao": 1, "vừa": 0, "thấp": 2}
    assert (second.passed, second.count) == (True, 2)


@given(
    st.sampled_from(ALL_TERMS).flatmap(
        lambda t: st.tuples(st.just(t), valid_choices(t))
    )
)
def test_a_valid_ballot_is_kept_as_one_text(drawn):
    terms, choices = drawn
    check_choices(terms, choices)
    backwards = dict(reversed(choices.items()))
    assert canonical(choices) == canonical(backwards)
    assert read_choices(canonical(choices)) == choices


@pytest.mark.parametrize(
    ("terms", "choices", "fault"),
    [
        (ONE, {"99": 1}, "unknown_option"),
        (ONE, {"11": 0}, "unknown_mark"),
        (ONE, {"11": "cao"}, "unknown_mark"),
        (ONE, {"11": True}, "unknown_mark"),
        (ONE, {"11": 1, "12": 1}, "too_many_choices"),
        (UP_TO, {"1": 1, "2": 1, "3": 1, "4": 1}, "too_many_choices"),
        (LEVELS, {"7": "cao"}, "level_missing"),
        (LEVELS, {"7": "cao", "8": "lạ"}, "unknown_level"),
        (LEVELS, {"7": 1, "8": 1}, "unknown_level"),
        (ONE, {}, ""),
    ],
)
def test_what_is_wrong_with_a_ballot(terms, choices, fault):
    assert find_fault(terms, choices) == fault
    if fault:
        most = 3 if terms is UP_TO else 1
        with refused(Invalid, fault, most=most):
            check_choices(terms, choices)


def test_of_one_answer_there_is_one_whatever_the_terms_say():
    terms = dataclasses.replace(ONE, max_choices=3)
    assert find_fault(terms, {"11": 1, "12": 1}) == "too_many_choices"
    with refused(Invalid, "too_many_choices", most=1):
        check_choices(terms, {"11": 1, "12": 1})


def test_a_ballot_is_kept_by_number_without_blanks_and_in_letters():
    kept = canonical({"11": "vừa", "8": 1})
    assert kept == '{"8":1,"11":"vừa"}'
