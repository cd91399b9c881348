"""Where somebody stands, what two entries mean, how many are enough."""

import datetime as dt
from dataclasses import dataclass
from itertools import permutations

import pytest

from kiosk.checkins.quorum import (
    Denominator,
    QuorumTerms,
    Threshold,
    check_terms,
    quorum_of,
)
from kiosk.checkins.rules import (
    KEPT,
    SUMMONED,
    Attendance,
    Standing,
    Verdict,
    check_gate_name,
    check_mark,
    check_takes,
    met_twice,
    standing_of,
    verdict_in,
    verdict_out,
)
from kiosk.errors import Conflict, Invalid
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.refusals import refused

START = dt.datetime(2026, 11, 27, 0, 30, tzinfo=dt.UTC)


def at(minute: int) -> dt.datetime:
    return START + dt.timedelta(minutes=minute)


@dataclass
class Pass:
    id: str
    at: dt.datetime
    direction: str = "in"
    gate_id: int = 1


@dataclass
class Mark:
    at: dt.datetime
    state: str
    reason: str = ""


class TestStanding:
    def test_nothing_known_is_unconfirmed(self):
        assert standing_of([], []).state == Attendance.UNCONFIRMED

    def test_in_out_and_in_again_keeps_when_he_first_came(self):
        passages = [Pass("a", at(0)), Pass("b", at(5), "out"), Pass("c", at(9))]
        standing = standing_of(passages, [])
        assert standing.is_inside
        assert (standing.came_at, standing.last_at) == (at(0), at(9))

    def test_who_left_is_not_present_but_was_in_person(self):
        standing = standing_of([Pass("a", at(0)), Pass("b", at(5), "out")], [])
        assert standing.state == Attendance.PRESENT_IN_PERSON
        assert not standing.is_present

    def test_the_order_of_arrival_does_not_matter(self):
        passages = [Pass("a", at(0)), Pass("b", at(5), "out"), Pass("c", at(9))]
        marks = [Mark(at(2), "absent", "ốm")]
        seen = {standing_of(order, marks) for order in permutations(passages)}
        assert len(seen) == 1

    def test_the_later_word_counts(self):
        absent = Mark(at(1), "absent", "đi công tác")
        assert standing_of([Pass("a", at(2))], [absent]).is_inside
        assert standing_of([Pass("a", at(0))], [absent]).reason == "đi công tác"
        online = standing_of([], [absent, Mark(at(2), "present_online")])
        assert online.is_present
        assert not online.is_inside

    def test_a_mark_can_be_taken_back(self):
        marks = [Mark(at(1), "absent", "ốm"), Mark(at(2), "unconfirmed")]
        assert standing_of([], marks).state == Attendance.UNCONFIRMED


class TestVerdicts:
    def test_of_an_entry(self):
        assert verdict_in(standing_of([], [])) == Verdict.ADMITTED
        inside = standing_of([Pass("a", at(0))], [])
        assert verdict_in(inside) == Verdict.ALREADY_INSIDE
        noted = standing_of([], [Mark(at(0), "absent", "ốm")])
        assert verdict_in(noted) == Verdict.ATTENTION

    def test_of_an_exit(self):
        assert verdict_out(standing_of([], [])) == Verdict.NOT_INSIDE
        assert verdict_out(standing_of([Pass("a", at(0))], [])) == Verdict.LEFT


class TestMetTwice:
    def test_two_entries_without_an_exit(self):
        passages = [Pass("b", at(5), gate_id=2), Pass("a", at(0))]
        assert met_twice(passages, "a") == [("a", "b")]
        assert met_twice(passages, "b") == [("a", "b")]

    def test_an_exit_between_them_settles_it(self):
        passages = [Pass("a", at(0)), Pass("x", at(3), "out"), Pass("b", at(5))]
        assert met_twice(passages, "b") == []

    def test_only_pairs_the_new_scan_is_part_of(self):
        passages = [Pass("a", at(0)), Pass("b", at(1)), Pass("c", at(2))]
        assert met_twice(passages, "c") == [("b", "c")]


def test_gate_names_and_reasons_have_bounds():
    for wrong in ("", "x" * 81):
        with pytest.raises(Invalid):
            check_gate_name(wrong)
    check_gate_name("Cửa A")
    check_mark(Attendance.ABSENT, "ốm")
    with pytest.raises(Invalid):
        check_mark(Attendance.ABSENT, "")
    with pytest.raises(Invalid):
        check_mark(Attendance.ABSENT, "x" * 201)
    with pytest.raises(Invalid):
        check_mark(Attendance.PRESENT_IN_PERSON, "")


class TestQuorum:
    @pytest.mark.parametrize(
        ("threshold", "of", "needed"),
        [
            (Threshold.OVER_HALF, 10, 6),
            (Threshold.OVER_HALF, 11, 6),
            (Threshold.TWO_THIRDS, 10, 7),
            (Threshold.TWO_THIRDS, 9, 6),
        ],
    )
    def test_how_many_are_needed(self, threshold, of, needed):
        terms = QuorumTerms(threshold=threshold)
        assert quorum_of(terms, present=needed, summoned=of).is_reached
        short = quorum_of(terms, present=needed - 1, summoned=of)
        assert (short.needed, short.is_reached) == (needed, False)

    def test_of_the_members_in_office(self):
        terms = QuorumTerms(Denominator.MEMBERS, 51, Threshold.CUSTOM, 50)
        quorum = quorum_of(terms, present=26, summoned=48)
        assert (quorum.of, quorum.needed, quorum.is_reached) == (51, 26, True)

    def test_of_nobody_there_is_none(self):
        assert not quorum_of(QuorumTerms(), present=0, summoned=0).is_reached

    def test_terms_must_give_a_number(self):
        for wrong in (
            QuorumTerms(Denominator.MEMBERS, 0),
            QuorumTerms(threshold=Threshold.CUSTOM, percent=0),
            QuorumTerms(threshold=Threshold.CUSTOM, percent=101),
        ):
            with pytest.raises(Invalid):
                check_terms(wrong)
        check_terms(QuorumTerms())


class TestRefusals:
    def test_of_a_gate_s_name(self):
        check_gate_name("x" * 80)
        with refused(Invalid, "no_name"):
            check_gate_name("")
        with refused(Invalid, "long_name", limit=80):
            check_gate_name("x" * 81)

    def test_of_a_mark(self):
        check_mark(Attendance.ABSENT, "x" * 200)
        check_mark(Attendance.PRESENT_ONLINE, "")
        check_mark(Attendance.UNCONFIRMED, "")
        with refused(Invalid, "needs_gate"):
            check_mark(Attendance.PRESENT_IN_PERSON, "ốm")
        with refused(Invalid, "no_reason"):
            check_mark(Attendance.ABSENT, "")
        with refused(Invalid, "long_reason", limit=200):
            check_mark(Attendance.PRESENT_ONLINE, "x" * 201)

    @pytest.mark.parametrize("state", MeetingState)
    def test_of_a_meeting_that_nobody_comes_to(self, state):
        if state in {MeetingState.DRAFT, MeetingState.CLOSED}:
            with refused(Conflict, "wrong_state"):
                check_takes(state)
        else:
            check_takes(state)


class TestWholeStanding:
    def test_after_entries_and_exits(self):
        passages = [Pass("b", at(5), "out", 2), Pass("a", at(0))]
        assert standing_of(passages, []) == Standing(
            Attendance.PRESENT_IN_PERSON, False, 2, at(0), at(5), ""
        )
        assert standing_of(passages[1:], []) == Standing(
            Attendance.PRESENT_IN_PERSON, True, 1, at(0), at(0), ""
        )

    def test_after_marks(self):
        online = Mark(at(2), "present_online", "mạng")
        again = Mark(at(4), "present_online")
        assert standing_of([], [again, online]) == Standing(
            Attendance.PRESENT_ONLINE, False, None, at(2), at(4), ""
        )
        assert standing_of([Pass("a", at(0))], [online]) == Standing(
            Attendance.PRESENT_ONLINE, False, None, at(0), at(2), "mạng"
        )
        absent = Mark(at(3), "absent", "ốm")
        assert standing_of([Pass("a", at(0))], [absent]) == Standing(
            Attendance.ABSENT, False, None, None, at(3), "ốm"
        )

    def test_an_entry_after_a_mark_keeps_when_they_first_came(self):
        online = Mark(at(1), "present_online")
        assert standing_of([Pass("a", at(2))], [online]).came_at == at(1)

    def test_online_is_noted_at_a_gate(self):
        online = standing_of([], [Mark(at(0), "present_online")])
        assert verdict_in(online) == Verdict.ATTENTION
        assert verdict_out(online) == Verdict.NOT_INSIDE
        left = standing_of([Pass("a", at(0)), Pass("b", at(1), "out")], [])
        assert verdict_in(left) == Verdict.ADMITTED


def test_entries_at_one_moment_are_ordered_by_their_names():
    passages = [Pass("b", at(0)), Pass("a", at(0)), Pass("c", at(0), "out")]
    assert met_twice(passages, "b") == [("a", "b")]
    outs = [Pass("a", at(0), "out"), Pass("b", at(1), "out")]
    assert met_twice(outs, "a") == []


def test_who_is_summoned_and_which_scans_are_kept():
    staff = {
        Role.ADMINISTRATOR,
        Role.SECRETARY,
        Role.ENTRANCE,
        Role.SITE_LEAD,
        Role.SITE_TECHNICIAN,
        Role.WALL,
    }
    assert set(Role) - staff == SUMMONED
    assert {
        Verdict.ADMITTED,
        Verdict.LEFT,
        Verdict.ATTENTION,
        Verdict.UNDONE,
    } == KEPT
