"""Attendance, double entries and the quorum."""

import datetime as dt
from dataclasses import dataclass
from itertools import permutations

import pytest

from kiosk.checkins.quorum import (
    Denominator,
    QuorumTerms,
    Threshold,
    check_quorum_terms,
    quorum_of,
)
from kiosk.checkins.rules import (
    RECORDED_VERDICTS,
    SUMMONED_ROLES,
    AttendanceState,
    AttendanceStatus,
    ScanVerdict,
    check_accepts_check_ins,
    check_gate_name,
    check_manual_mark,
    compute_status,
    consecutive_entries,
    entry_verdict,
    exit_verdict,
)
from kiosk.errors import Conflict, Invalid
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.expected_errors import refused

START = dt.datetime(2026, 11, 27, 0, 30, tzinfo=dt.UTC)


def at(minute: int) -> dt.datetime:
    return START + dt.timedelta(minutes=minute)


@dataclass
class PassageRecord:
    id: str
    at: dt.datetime
    direction: str = "in"
    gate_id: int = 1


@dataclass
class MarkRecord:
    at: dt.datetime
    state: str
    reason: str = ""


class TestStanding:
    def test_nothing_known_is_unconfirmed(self):
        assert compute_status([], []).state == AttendanceState.UNCONFIRMED

    def test_reentry_keeps_the_first_arrival(self):
        passages = [
            PassageRecord("a", at(0)),
            PassageRecord("b", at(5), "out"),
            PassageRecord("c", at(9)),
        ]
        status = compute_status(passages, [])
        assert status.is_inside
        assert (status.came_at, status.last_at) == (at(0), at(9))

    def test_exit_keeps_in_person_but_not_present(self):
        status = compute_status(
            [PassageRecord("a", at(0)), PassageRecord("b", at(5), "out")], []
        )
        assert status.state == AttendanceState.PRESENT_IN_PERSON
        assert not status.is_present

    def test_the_order_of_arrival_does_not_matter(self):
        passages = [
            PassageRecord("a", at(0)),
            PassageRecord("b", at(5), "out"),
            PassageRecord("c", at(9)),
        ]
        marks = [MarkRecord(at(2), "absent", "ốm")]
        seen = {compute_status(order, marks) for order in permutations(passages)}
        assert len(seen) == 1

    def test_later_record_wins(self):
        absent = MarkRecord(at(1), "absent", "đi công tác")
        assert compute_status([PassageRecord("a", at(2))], [absent]).is_inside
        assert (
            compute_status([PassageRecord("a", at(0))], [absent]).reason
            == "đi công tác"
        )
        online = compute_status([], [absent, MarkRecord(at(2), "present_online")])
        assert online.is_present
        assert not online.is_inside

    def test_a_mark_can_be_taken_back(self):
        marks = [MarkRecord(at(1), "absent", "ốm"), MarkRecord(at(2), "unconfirmed")]
        assert compute_status([], marks).state == AttendanceState.UNCONFIRMED


class TestVerdicts:
    def test_of_an_entry(self):
        assert entry_verdict(compute_status([], [])) == ScanVerdict.ADMITTED
        inside = compute_status([PassageRecord("a", at(0))], [])
        assert entry_verdict(inside) == ScanVerdict.ALREADY_INSIDE
        noted = compute_status([], [MarkRecord(at(0), "absent", "ốm")])
        assert entry_verdict(noted) == ScanVerdict.ATTENTION

    def test_of_an_exit(self):
        assert exit_verdict(compute_status([], [])) == ScanVerdict.NOT_INSIDE
        assert (
            exit_verdict(compute_status([PassageRecord("a", at(0))], []))
            == ScanVerdict.LEFT
        )


class TestMetTwice:
    def test_two_entries_without_an_exit(self):
        passages = [PassageRecord("b", at(5), gate_id=2), PassageRecord("a", at(0))]
        assert consecutive_entries(passages, "a") == [("a", "b")]
        assert consecutive_entries(passages, "b") == [("a", "b")]

    def test_an_exit_between_them_settles_it(self):
        passages = [
            PassageRecord("a", at(0)),
            PassageRecord("x", at(3), "out"),
            PassageRecord("b", at(5)),
        ]
        assert consecutive_entries(passages, "b") == []

    def test_only_pairs_the_new_scan_is_part_of(self):
        passages = [
            PassageRecord("a", at(0)),
            PassageRecord("b", at(1)),
            PassageRecord("c", at(2)),
        ]
        assert consecutive_entries(passages, "c") == [("b", "c")]


def test_gate_names_and_reasons_have_bounds():
    for wrong in ("", "x" * 81):
        with pytest.raises(Invalid):
            check_gate_name(wrong)
    check_gate_name("Cửa A")
    check_manual_mark(AttendanceState.ABSENT, "ốm")
    with pytest.raises(Invalid):
        check_manual_mark(AttendanceState.ABSENT, "")
    with pytest.raises(Invalid):
        check_manual_mark(AttendanceState.ABSENT, "x" * 201)
    with pytest.raises(Invalid):
        check_manual_mark(AttendanceState.PRESENT_IN_PERSON, "")


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
                check_quorum_terms(wrong)
        check_quorum_terms(QuorumTerms())


class TestRefusals:
    def test_of_a_gate_s_name(self):
        check_gate_name("x" * 80)
        with refused(Invalid, "no_name"):
            check_gate_name("")
        with refused(Invalid, "long_name", limit=80):
            check_gate_name("x" * 81)

    def test_of_a_mark(self):
        check_manual_mark(AttendanceState.ABSENT, "x" * 200)
        check_manual_mark(AttendanceState.PRESENT_ONLINE, "")
        check_manual_mark(AttendanceState.UNCONFIRMED, "")
        with refused(Invalid, "needs_gate"):
            check_manual_mark(AttendanceState.PRESENT_IN_PERSON, "ốm")
        with refused(Invalid, "no_reason"):
            check_manual_mark(AttendanceState.ABSENT, "")
        with refused(Invalid, "long_reason", limit=200):
            check_manual_mark(AttendanceState.PRESENT_ONLINE, "x" * 201)

    @pytest.mark.parametrize("state", MeetingState)
    def test_of_a_meeting_that_nobody_comes_to(self, state):
        if state in {MeetingState.DRAFT, MeetingState.CLOSED}:
            with refused(Conflict, "wrong_state"):
                check_accepts_check_ins(state)
        else:
            check_accepts_check_ins(state)


class TestWholeStanding:
    def test_after_entries_and_exits(self):
        passages = [PassageRecord("b", at(5), "out", 2), PassageRecord("a", at(0))]
        assert compute_status(passages, []) == AttendanceStatus(
            AttendanceState.PRESENT_IN_PERSON, False, 2, at(0), at(5), ""
        )
        assert compute_status(passages[1:], []) == AttendanceStatus(
            AttendanceState.PRESENT_IN_PERSON, True, 1, at(0), at(0), ""
        )

    def test_after_marks(self):
        online = MarkRecord(at(2), "present_online", "mạng")
        again = MarkRecord(at(4), "present_online")
        assert compute_status([], [again, online]) == AttendanceStatus(
            AttendanceState.PRESENT_ONLINE, False, None, at(2), at(4), ""
        )
        assert compute_status(
            [PassageRecord("a", at(0))], [online]
        ) == AttendanceStatus(
            AttendanceState.PRESENT_ONLINE, False, None, at(0), at(2), "mạng"
        )
        absent = MarkRecord(at(3), "absent", "ốm")
        assert compute_status(
            [PassageRecord("a", at(0))], [absent]
        ) == AttendanceStatus(AttendanceState.ABSENT, False, None, None, at(3), "ốm")

    def test_an_entry_after_a_mark_keeps_when_they_first_came(self):
        online = MarkRecord(at(1), "present_online")
        assert compute_status([PassageRecord("a", at(2))], [online]).came_at == at(1)

    def test_online_is_noted_at_a_gate(self):
        online = compute_status([], [MarkRecord(at(0), "present_online")])
        assert entry_verdict(online) == ScanVerdict.ATTENTION
        assert exit_verdict(online) == ScanVerdict.NOT_INSIDE
        left = compute_status(
            [PassageRecord("a", at(0)), PassageRecord("b", at(1), "out")], []
        )
        assert entry_verdict(left) == ScanVerdict.ADMITTED


def test_entries_at_one_moment_are_ordered_by_id():
    passages = [
        PassageRecord("b", at(0)),
        PassageRecord("a", at(0)),
        PassageRecord("c", at(0), "out"),
    ]
    assert consecutive_entries(passages, "b") == [("a", "b")]
    outs = [PassageRecord("a", at(0), "out"), PassageRecord("b", at(1), "out")]
    assert consecutive_entries(outs, "a") == []


def test_who_is_summoned_and_which_scans_are_kept():
    staff = {
        Role.ADMINISTRATOR,
        Role.SECRETARY,
        Role.ENTRANCE,
        Role.SITE_LEAD,
        Role.SITE_TECHNICIAN,
        Role.WALL,
    }
    assert set(Role) - staff == SUMMONED_ROLES
    assert {
        ScanVerdict.ADMITTED,
        ScanVerdict.LEFT,
        ScanVerdict.ATTENTION,
        ScanVerdict.UNDONE,
    } == RECORDED_VERDICTS
