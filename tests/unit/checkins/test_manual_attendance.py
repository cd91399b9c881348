"""Manual marks, quorum terms and roll call, as stored."""

import pytest
from sqlalchemy import select

from kiosk.checkins.actions.manual_attendance import mark_members
from kiosk.checkins.actions.roll_call import record_roll_call, set_quorum
from kiosk.checkins.models import (
    AttendanceMark,
    QuorumRule,
    RollCall,
    RollCallEntry,
)
from kiosk.checkins.quorum import Denominator, QuorumTerms, Threshold
from kiosk.checkins.rules import (
    AttendanceState,
    GateDirection,
)
from kiosk.errors import Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.expected_errors import refused
from tests.unit.checkins.conftest import one, site_lead


class TestMarking:
    @pytest.mark.parametrize("fault", ["meeting", "site", "role", "nobody"])
    def test_all_are_marked_or_none(self, entrance, store, desk, fault):
        own, other = entrance.site("Bắc"), entrance.site("Nam")
        good, _ = entrance.person(site_id=own)
        bad = {
            "meeting": lambda: entrance.scene.make_member(
                entrance.scene.make_meeting()
            ),
            "site": lambda: entrance.person(site_id=other)[0],
            "role": lambda: entrance.scene.make_member(entrance.meeting, Role.WALL),
            "nobody": lambda: 999,
        }[fault]()
        actor = site_lead(entrance, own) if fault == "site" else desk
        with store.unit_of_work("test") as work:
            with refused(NotFound):
                mark_members(
                    work,
                    actor=actor,
                    member_ids=[good, bad],
                    state=AttendanceState.PRESENT_ONLINE,
                )
            mark_members(
                work,
                actor=actor,
                member_ids=[good, good],
                state=AttendanceState.PRESENT_ONLINE,
            )
            marks = list(work.session.scalars(select(AttendanceMark)))
        assert [(mark.member_id, mark.state) for mark in marks] == [
            (good, "present_online")
        ]
        assert (marks[0].at, marks[0].reason) == (work.now, "")

    def test_wrong_marks_and_closed_meetings_are_refused(self, entrance, store, desk):
        member, _ = entrance.person()

        def mark(state: AttendanceState, reason: str = "") -> None:
            with store.unit_of_work("test") as work:
                mark_members(
                    work, actor=desk, member_ids=[member], state=state, reason=reason
                )

        with refused(Invalid, "no_reason"):
            mark(AttendanceState.ABSENT, "  ")
        with refused(Invalid, "needs_gate"):
            mark(AttendanceState.PRESENT_IN_PERSON)
        with store.unit_of_work("test") as work:
            meeting = work.session.get_one(Meeting, entrance.meeting)
            meeting.state = MeetingState.CLOSED
        with refused(Conflict, "wrong_state"):
            mark(AttendanceState.PRESENT_ONLINE)


class TestOpening:
    TERMS = QuorumTerms(Denominator.MEMBERS, 51, Threshold.CUSTOM, 60)

    def test_terms_are_stored_and_replaced(self, entrance, store, desk):
        with store.unit_of_work("test") as work:
            set_quorum(work, actor=desk, terms=self.TERMS)
        rule = one(store, QuorumRule, entrance.meeting)
        assert (rule.denominator, rule.members) == ("members", 51)
        assert (rule.threshold, rule.percent) == ("custom", 60)
        with store.unit_of_work("test") as work:
            set_quorum(work, actor=desk, terms=QuorumTerms())
            with pytest.raises(Invalid):
                set_quorum(work, actor=desk, terms=QuorumTerms(Denominator.MEMBERS))
        rule = one(store, QuorumRule, entrance.meeting)
        assert (rule.denominator, rule.members) == ("summoned", 0)
        assert (rule.threshold, rule.percent) == ("two_thirds", 0)

    def test_the_roll_of_the_first_opening_stands(self, entrance, store, desk, scan):
        inside, _ = entrance.person("A")
        left, _ = entrance.person("B")
        online, absent, unknown = (entrance.person(name)[0] for name in "CDE")
        scan("a", member_id=inside)
        scan("b", member_id=left)
        scan("c", member_id=left, direction=GateDirection.OUT)
        with store.unit_of_work("test") as work:
            for member, state in (
                (online, AttendanceState.PRESENT_ONLINE),
                (absent, AttendanceState.ABSENT),
                (unknown, AttendanceState.UNCONFIRMED),
            ):
                mark_members(
                    work, actor=desk, member_ids=[member], state=state, reason="ốm"
                )
            set_quorum(work, actor=desk, terms=self.TERMS)
        stranger = entrance.scene.make_member(entrance.scene.make_meeting())
        with store.unit_of_work("test") as work:
            meeting_id = work.session.get_one(Member, stranger).meeting_id
            actor = Actor(meeting_id, Role.SECRETARY, "C", 9)
            mark_members(
                work,
                actor=actor,
                member_ids=[stranger],
                state=AttendanceState.PRESENT_ONLINE,
            )
        for _ in range(2):
            with store.unit_of_work("test") as work:
                record_roll_call(work, entrance.meeting)
        call = one(store, RollCall, entrance.meeting)
        assert call.at < work.now
        assert (call.denominator, call.threshold) == ("members", "custom")
        assert (call.percent, call.of, call.needed) == (60, 51, 31)
        assert (call.present, call.summoned) == (2, 5)
        with store.read_session() as session:
            lines = {
                line.member_id: (line.meeting_id, line.state, line.is_present)
                for line in session.scalars(select(RollCallEntry))
            }
        meeting = entrance.meeting
        assert lines == {
            inside: (meeting, "present_in_person", True),
            left: (meeting, "present_in_person", False),
            online: (meeting, "present_online", True),
            absent: (meeting, "absent", False),
        }
