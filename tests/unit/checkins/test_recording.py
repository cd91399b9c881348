"""Scans, as stored."""

import datetime as dt

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.models import Throttle
from kiosk.accounts.rules import FREE_TRIES
from kiosk.badges.models import Badge
from kiosk.checkins.actions.manual_attendance import mark_members
from kiosk.checkins.actions.scans import ScanOutcome
from kiosk.checkins.actions.undo import undo_scan
from kiosk.checkins.models import (
    AttendanceMark,
    AttendanceRecord,
    CheckIn,
)
from kiosk.checkins.rules import (
    AttendanceState,
    CheckInMethod,
    GateDirection,
    ScanVerdict,
)
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.unit.checkins.conftest import conflicts, one, site_lead

MINUTE = dt.timedelta(minutes=1)


class TestScans:
    def test_all_fields_of_a_scan_are_stored(self, entrance, store, scan, gate, desk):
        member, secret = entrance.person()
        outcome = scan("a", secret=secret, age=5 * MINUTE)
        kept = one(store, CheckIn, "a")
        assert (outcome.id, outcome.verdict) == ("a", ScanVerdict.ADMITTED)
        assert outcome.member.id == member
        assert (kept.meeting_id, kept.member_id) == (entrance.meeting, member)
        assert (kept.gate_id, kept.badge_id) == (gate, 1)
        assert (kept.direction, kept.method) == ("in", "qr")
        assert (kept.verdict, kept.is_decided) == ("admitted", False)
        assert kept.received_at - kept.at == 5 * MINUTE
        assert kept.recorded_by == desk.label
        assert (kept.undone_at, kept.undone_by) == (None, "")
        status = outcome.status
        assert status.is_inside
        assert status.came_at == status.last_at == kept.at

    def test_attendance_record_follows_the_scans(self, entrance, store, scan, gate):
        member, secret = entrance.person()
        scan("a", secret=secret, age=5 * MINUTE)
        scan("b", secret=secret, direction=GateDirection.OUT, age=2 * MINUTE)
        line = one(store, AttendanceRecord, member)
        first, last = one(store, CheckIn, "a"), one(store, CheckIn, "b")
        assert (line.meeting_id, line.gate_id) == (entrance.meeting, gate)
        assert (line.state, line.is_inside) == ("present_in_person", False)
        assert (line.came_at, line.last_at) == (first.at, last.at)
        assert (line.number, line.reason) == (2, "")
        other, _ = entrance.person("B")
        scan("c", member_id=other, method=CheckInMethod.MANUAL)
        assert one(store, AttendanceRecord, other).number == 3
        kept = one(store, CheckIn, "c")
        assert (kept.method, kept.badge_id) == ("manual", None)

    def test_a_badge_is_found_by_secret_code_or_token(self, entrance, scan):
        member = entrance.scene.make_member(entrance.meeting)
        secret = entrance.scene.make_badge(member, "ABCD2345")
        ways = (
            {"secret": secret},
            {"code": "abcd-2345"},
            {"token": entrance.token(secret)},
            {"member_id": member},
        )
        for number, way in enumerate(ways):
            outcome = scan(f"in{number}", **way)
            assert outcome.verdict == ScanVerdict.ADMITTED
            assert outcome.member.id == member
            out = scan(f"out{number}", direction=GateDirection.OUT, **way)
            assert out.verdict == ScanVerdict.LEFT

    @pytest.mark.parametrize(
        "said",
        [
            {},
            {"secret": "x"},
            {"secret": "A" * 22},
            {"code": "ABCD2345"},
            {"token": "0" * 32},
            {"token": ""},
            {"member_id": 999},
        ],
    )
    def test_unknown_badge_gives_unknown(self, entrance, store, scan, said):
        entrance.person()
        assert scan("a", **said) == ScanOutcome("a", ScanVerdict.UNKNOWN)
        assert one(store, CheckIn, "a") is None

    def test_a_refusal_names_members_of_this_meeting_only(self, entrance, scan):
        other = entrance.scene.make_member(entrance.scene.make_meeting())
        assert scan("a", member_id=other) == ScanOutcome("a", ScanVerdict.WRONG_MEETING)
        wall = entrance.scene.make_member(entrance.meeting, Role.WALL)
        outcome = scan("b", member_id=wall)
        assert outcome.id == "b"
        assert (outcome.verdict, outcome.member.id) == (ScanVerdict.NOT_SUMMONED, wall)
        assert outcome.status is None

    @pytest.mark.parametrize("state", MeetingState)
    def test_scans_are_accepted_in_some_meeting_states_only(
        self, entrance, store, scan, state
    ):
        member, _ = entrance.person()
        with store.unit_of_work("test") as work:
            work.session.get_one(Meeting, entrance.meeting).state = state
        over = state in {MeetingState.DRAFT, MeetingState.CLOSED}
        expected = ScanVerdict.WRONG_STATE if over else ScanVerdict.ADMITTED
        assert scan("a", member_id=member, is_decided=True).verdict == expected

    def test_a_revoked_badge_is_refused_unless_the_gate_has_decided(
        self, entrance, store, scan
    ):
        _, secret = entrance.person()
        with store.unit_of_work("test") as work:
            work.session.get_one(Badge, 1).revoked_at = work.now - 5 * MINUTE
        assert scan("a", secret=secret).verdict == ScanVerdict.REVOKED
        # What happened before it was revoked is no conflict.
        early = {"age": 6 * MINUTE, "is_decided": True}
        assert scan("b", secret=secret, **early).verdict == ScanVerdict.ADMITTED
        assert one(store, CheckIn, "b").is_decided
        assert conflicts(store) == []
        late = {"age": 4 * MINUTE, "is_decided": True}
        assert scan("c", secret=secret, **late).verdict == ScanVerdict.ATTENTION
        revoked, twice = conflicts(store)
        assert (revoked.kind, revoked.first_id) == ("admitted_revoked", "c")
        assert revoked.second_id is None
        assert revoked.meeting_id == entrance.meeting
        assert (twice.kind, twice.first_id) == ("admitted_twice", "b")
        assert twice.second_id == "c"
        assert twice.found_at == one(store, CheckIn, "c").received_at

    def test_a_badge_revoked_the_moment_it_is_scanned_is_a_conflict(
        self, entrance, store, scan
    ):
        _, secret = entrance.person()
        with clock.frozen(clock.now()):
            with store.unit_of_work("test") as work:
                work.session.get_one(Badge, 1).revoked_at = work.now
            scan("a", secret=secret, is_decided=True)
        assert [line.kind for line in conflicts(store)] == ["admitted_revoked"]

    def test_too_many_wrong_codes_must_wait_and_nothing_else_must(self, entrance, scan):
        member = entrance.scene.make_member(entrance.meeting)
        secret = entrance.scene.make_badge(member, "ABCD2345")
        for number in range(FREE_TRIES):
            assert scan(f"a{number}", code="WXYZ6789").verdict == ScanVerdict.UNKNOWN
        assert scan("b", code="ABCD2345") == ScanOutcome(
            "b", ScanVerdict.TOO_MANY_TRIES
        )
        assert scan("c", secret=secret).verdict == ScanVerdict.ADMITTED

    def test_unknown_badges_without_a_code_are_no_tries(self, store, scan):
        for number in range(FREE_TRIES + 1):
            scan(f"a{number}", secret="A" * 22)
        with store.read_session() as session:
            assert session.query(Throttle).all() == []

    def test_tries_at_the_gate_are_those_of_codes(self, store, scan):
        scan("a", code="WXYZ6789")
        with store.read_session() as session:
            found = [row.key for row in session.query(Throttle)]
        assert found
        assert all(key.startswith("code") for key in found), found

    def test_other_site_needs_override_by_actor_of_the_whole_meeting(
        self, entrance, make_gate, scan
    ):
        own, other = entrance.site("Bắc"), entrance.site("Nam")
        here = make_gate("Cửa Bắc", own)
        stranger, _ = entrance.person(site_id=other)
        guest, _ = entrance.person("Khách")
        said = {"gate_id": here, "member_id": stranger}
        assert scan("a", **said).verdict == ScanVerdict.OTHER_SITE
        lead = site_lead(entrance, own)
        assert (
            scan("b", actor=lead, insists=True, **said).verdict
            == ScanVerdict.OTHER_SITE
        )
        assert scan("c", insists=True, **said).verdict == ScanVerdict.ADMITTED
        assert scan("d", gate_id=here, member_id=guest).verdict == ScanVerdict.ADMITTED
        local, _ = entrance.person("Ở đây", site_id=own)
        assert scan("e", gate_id=here, member_id=local).verdict == ScanVerdict.ADMITTED
        # A gate of no site takes everybody.
        far, _ = entrance.person("Xa", site_id=other)
        assert scan("f", member_id=far).verdict == ScanVerdict.ADMITTED

    def test_a_second_entry_is_not_kept_and_shows_the_first(
        self, entrance, store, scan
    ):
        member, _ = entrance.person()
        scan("a", member_id=member)
        again = scan("b", member_id=member)
        assert (again.id, again.verdict) == ("b", ScanVerdict.ALREADY_INSIDE)
        assert again.member.id == member
        assert again.status.came_at == one(store, CheckIn, "a").at
        assert one(store, CheckIn, "b") is None
        assert (
            scan("c", member_id=member, is_decided=True).verdict
            == ScanVerdict.ATTENTION
        )

    def test_a_noted_absence_is_shown_with_its_reason(
        self, entrance, store, scan, desk
    ):
        member, _ = entrance.person()
        with store.unit_of_work("test") as work:
            mark_members(
                work,
                actor=desk,
                member_ids=[member],
                state=AttendanceState.ABSENT,
                reason=" ốm ",
            )
        with store.read_session() as session:
            [mark] = session.scalars(select(AttendanceMark)).all()
        assert (mark.member_id, mark.state) == (member, "absent")
        assert (mark.reason, mark.recorded_by) == ("ốm", desk.label)
        assert one(store, AttendanceRecord, member).reason == "ốm"
        outcome = scan("a", member_id=member)
        assert outcome.verdict == ScanVerdict.ATTENTION
        assert outcome.status.reason == "ốm"
        assert outcome.status.is_inside

    def test_repeated_scan_gives_the_stored_result(self, entrance, scan, store, desk):
        member, _ = entrance.person()
        first = scan("a", member_id=member)
        again = scan("a", member_id=member, gate_id=999)
        assert (again.id, again.verdict) == ("a", first.verdict)
        assert (again.member.id, again.status) == (member, first.status)
        with store.unit_of_work("test") as work:
            assert undo_scan(work, actor=desk, scan_id="a") == member
        again = scan("a", member_id=member)
        assert (again.verdict, again.member.id) == (ScanVerdict.UNDONE, member)
        assert again.status.state == AttendanceState.UNCONFIRMED
        other = Actor(entrance.scene.make_meeting(), Role.SECRETARY, "C", 9)
        assert scan("a", actor=other) == ScanOutcome("a", ScanVerdict.WRONG_MEETING)

    def test_repeated_scan_at_a_site_needs_the_badge_it_was_made_with(
        self, entrance, make_gate, scan
    ):
        site = entrance.site("Bắc")
        here, lead = make_gate("Cửa Bắc", site), site_lead(entrance, site)
        guest, secret = entrance.person("Khách")
        scan("a", gate_id=here, actor=lead, secret=secret)
        assert scan("a", actor=lead).verdict == ScanVerdict.ADMITTED
        scan("b", member_id=guest, direction=GateDirection.OUT)
        assert scan("b", actor=lead) == ScanOutcome("b", ScanVerdict.OTHER_SITE)
