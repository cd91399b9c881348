"""Undone scans and conflicts, as stored."""

import datetime as dt

import pytest

from kiosk.badges.models import Badge
from kiosk.checkins.actions.conflicts import resolve_conflict
from kiosk.checkins.actions.undo import undo_scan
from kiosk.checkins.models import (
    AttendanceRecord,
    CheckIn,
    CheckInConflict,
)
from kiosk.checkins.rules import (
    ConflictResolution,
)
from kiosk.errors import Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from tests.expected_errors import refused
from tests.unit.checkins.conftest import conflicts, one, site_lead

MINUTE = dt.timedelta(minutes=1)


class TestUndoing:
    def test_it_is_marked_once_and_the_line_follows(self, entrance, store, scan, desk):
        member, _ = entrance.person()
        scan("a", member_id=member)
        secretary = Actor(entrance.meeting, Role.SECRETARY, "A", 5)
        for actor in (desk, secretary):
            with store.unit_of_work("test") as work:
                assert undo_scan(work, actor=actor, scan_id="a") == member
        kept = one(store, CheckIn, "a")
        assert kept.undone_by == desk.label
        assert kept.received_at < kept.undone_at < work.now
        line = one(store, AttendanceRecord, member)
        assert (line.state, line.is_inside) == ("unconfirmed", False)
        assert (line.gate_id, line.came_at, line.last_at) == (None, None, None)

    def test_of_another_meeting_or_site_it_is_not_found(self, entrance, store, scan):
        own, other = entrance.site("Bắc"), entrance.site("Nam")
        member, _ = entrance.person(site_id=other)
        scan("a", member_id=member)
        elsewhere = Actor(entrance.scene.make_meeting(), Role.SECRETARY, "C", 9)
        leads = [site_lead(entrance, own), site_lead(entrance, other)]
        with store.unit_of_work("test") as work:
            for actor, number in ((leads[0], "a"), (elsewhere, "a"), (leads[1], "x")):
                with refused(NotFound):
                    undo_scan(work, actor=actor, scan_id=number)
            assert undo_scan(work, actor=leads[1], scan_id="a") == member


class TestConflicts:
    @pytest.fixture
    def twice(self, entrance, scan) -> int:
        member, _ = entrance.person()
        scan("a", member_id=member, age=5 * MINUTE)
        scan("b", member_id=member, is_decided=True)
        return member

    def resolve(
        self, store, actor: Actor, resolution: ConflictResolution, number: int = 1
    ):
        with store.unit_of_work("test") as work:
            resolve_conflict(
                work, actor=actor, conflict_id=number, resolution=resolution
            )
        return work.now

    @pytest.mark.parametrize(
        ("resolution", "undone"), [("first", "b"), ("second", "a"), ("both", None)]
    )
    def test_the_scan_that_does_not_stand_is_undone(
        self, store, desk, twice, resolution, undone
    ):
        now = self.resolve(store, desk, ConflictResolution(resolution))
        [conflict] = conflicts(store)
        assert (conflict.resolution, conflict.resolved_by) == (resolution, desk.label)
        assert conflict.resolved_at == now
        scans = {number: one(store, CheckIn, number) for number in "ab"}
        dead = {
            number: (kept.undone_at, kept.undone_by) for number, kept in scans.items()
        }
        expected = {"a": (None, ""), "b": (None, "")}
        if undone:
            expected[undone] = (now, desk.label)
        assert dead == expected
        assert one(store, AttendanceRecord, twice).is_inside
        with refused(Conflict):
            self.resolve(store, desk, ConflictResolution.BOTH)

    @pytest.mark.usefixtures("twice")
    @pytest.mark.parametrize(("undone", "stands"), [("a", "second"), ("b", "first")])
    def test_undoing_a_scan_settles_what_waits_for_it(
        self, store, desk, undone, stands
    ):
        with store.unit_of_work("test") as work:
            undo_scan(work, actor=desk, scan_id=undone)
        [conflict] = conflicts(store)
        assert (conflict.resolution, conflict.resolved_by) == (stands, desk.label)
        assert conflict.resolved_at == work.now

    def test_third_entry_is_a_conflict_of_its_own(self, store, desk, scan, twice):
        scan("c", member_id=twice, is_decided=True)
        self.resolve(store, desk, ConflictResolution.SECOND)
        first, second = conflicts(store)
        assert (first.first_id, first.second_id) == ("a", "b")
        assert (second.first_id, second.second_id) == ("b", "c")
        assert second.resolved_at is None
        self.resolve(store, desk, ConflictResolution.FIRST, 2)
        assert one(store, CheckIn, "c").undone_at is not None

    def test_rejected_scan_resolves_its_other_conflict(self, store, desk, scan, twice):
        scan("c", member_id=twice, is_decided=True)
        now = self.resolve(store, desk, ConflictResolution.FIRST)
        first, second = conflicts(store)
        assert (first.resolution, second.resolution) == ("first", "second")
        assert (second.resolved_at, second.resolved_by) == (now, desk.label)
        with store.unit_of_work("test") as work:
            undo_scan(work, actor=desk, scan_id="a")
        # What was settled before stays as it was.
        assert conflicts(store)[0].resolved_at == now

    def test_of_another_meeting_or_site_it_is_not_found(
        self, entrance, store, desk, twice
    ):
        own, other = entrance.site("Bắc"), entrance.site("Nam")
        with store.unit_of_work("test") as work:
            work.session.get_one(Member, twice).site_id = own
        elsewhere = Actor(entrance.scene.make_meeting(), Role.SECRETARY, "C", 9)
        for actor, number in (
            (elsewhere, 1),
            (site_lead(entrance, other), 1),
            (desk, 999),
        ):
            with refused(NotFound):
                self.resolve(store, actor, ConflictResolution.BOTH, number)
        self.resolve(store, site_lead(entrance, own), ConflictResolution.BOTH)

    @pytest.mark.usefixtures("twice")
    def test_missing_second_scan_cannot_stay_valid(self, store, desk):
        with store.unit_of_work("test") as work:
            work.session.get_one(CheckInConflict, 1).second_id = None
        with refused(Invalid):
            self.resolve(store, desk, ConflictResolution.SECOND)
        self.resolve(store, desk, ConflictResolution.FIRST)
        assert one(store, CheckIn, "a").undone_at is None

    def test_only_scan_of_a_revoked_badge_can_be_undone(
        self, entrance, store, desk, scan
    ):
        _, secret = entrance.person()
        with store.unit_of_work("test") as work:
            work.session.get_one(Badge, 1).revoked_at = work.now - MINUTE
        scan("a", secret=secret, is_decided=True)
        self.resolve(store, desk, ConflictResolution.SECOND)
        assert one(store, CheckIn, "a").undone_by == desk.label
