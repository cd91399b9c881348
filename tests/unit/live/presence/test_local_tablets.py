import logging

import pytest

from kiosk import timings
from kiosk.live.presence import local_tablets as module
from kiosk.live.presence.local_tablets import LocalTablets
from kiosk.live.presence.tablet_table import KEEP_DISCONNECTED_SECONDS
from kiosk.live.presence.types import NOT_REPORTED, FollowMode, PresenceReport
from kiosk.roles import AUDIENCE, Role

PAGE_12 = {"n": 57, "document": 5, "page": 12, "mode": "following"}


@pytest.fixture
def own() -> LocalTablets:
    return LocalTablets()


@pytest.fixture
def joined(own, actor) -> LocalTablets:
    own.joined("a", actor(7), 100.0)
    return own


class TestJoining:
    def test_a_tablet_is_there_and_has_not_said_what_it_shows(self, joined):
        tablet = joined.table.get((1, 7))
        assert (tablet.n, tablet.gone_at, tablet.is_counted) == (
            NOT_REPORTED,
            None,
            True,
        )
        assert joined.table.connected(1) == 1

    @pytest.mark.parametrize("role", sorted(Role))
    def test_only_the_audience_is_counted(self, own, actor, role):
        own.joined("a", actor(7, role), 100.0)
        assert own.table.get((1, 7)).is_counted == (role in AUDIENCE)

    def test_only_those_who_run_the_meeting_watch(self, own, actor):
        own.joined("a", actor(1, Role.CHAIR), 100.0)
        own.joined("b", actor(2, Role.SECRETARY), 100.0)
        own.joined("c", actor(3), 100.0)
        own.joined("d", actor(4, Role.WALL), 100.0)
        own.joined("e", actor(5, Role.CHAIR, meeting_id=2), 100.0)
        assert own.watchers(1) == 2
        own.left("a", 101.0)
        assert own.watchers(1) == 1


class TestLeaving:
    def test_it_is_gone_since_the_last_packet(self, joined):
        joined.renew_lease("a", 110.0)
        joined.left("a", 113.0)
        assert joined.table.get((1, 7)).gone_at == 110.0
        assert joined.table.connected(1) == 0

    def test_a_second_connection_keeps_it_there(self, joined, actor):
        joined.joined("b", actor(7), 101.0)
        joined.left("a", 102.0)
        assert joined.table.get((1, 7)).gone_at is None
        joined.left("b", 103.0)
        assert joined.table.get((1, 7)).gone_at is not None

    def test_who_comes_back_shows_what_it_showed(self, joined, actor):
        joined.handle_report("a", PAGE_12, 101.0)
        joined.left("a", 102.0)
        joined.joined("b", actor(7), 106.0)
        tablet = joined.table.get((1, 7))
        assert (tablet.n, tablet.page, tablet.gone_at) == (57, 12, None)

    def test_only_one_that_was_silent_for_long_is_pressing(self, joined, actor):
        joined.left("a", 101.0)
        assert joined.timed_out == set()
        joined.joined("b", actor(7), 200.0)
        joined.left("b", 218.0)
        assert joined.timed_out == {1}

    def test_leaving_twice_or_unknown_is_no_error(self, joined):
        joined.left("a", 101.0)
        joined.left("a", 102.0)
        joined.left("stranger", 102.0)
        joined.renew_lease("stranger", 102.0)

    def test_a_lease_nobody_renews_ends(self, joined):
        joined.renew_lease("a", 110.0)
        joined.sweep(110.0 + timings.PRESENCE_LEASE)
        assert joined.table.get((1, 7)).gone_at is None
        joined.sweep(110.1 + timings.PRESENCE_LEASE)
        assert joined.table.get((1, 7)).gone_at == 110.0

    def test_who_is_long_gone_is_forgotten(self, joined):
        joined.left("a", 101.0)
        joined.table.forget(100.0 + KEEP_DISCONNECTED_SECONDS)
        assert joined.table.get((1, 7)) is not None
        joined.table.forget(100.1 + KEEP_DISCONNECTED_SECONDS)
        assert joined.table.get((1, 7)) is None
        assert joined.table.all() == []


class TestReporting:
    @pytest.mark.parametrize(
        "report", [PAGE_12, b'{"n":57,"document":5,"page":12,"mode":"following"}']
    )
    def test_a_report_is_taken_as_object_and_as_bytes(self, joined, report):
        assert joined.handle_report("a", report, 101.0)
        tablet = joined.table.get((1, 7))
        assert (tablet.n, tablet.document, tablet.page) == (57, 5, 12)

    def test_the_mode_lasts_since_it_began(self, joined):
        joined.handle_report("a", {**PAGE_12, "mode": "alone"}, 110.0)
        joined.handle_report("a", {**PAGE_12, "mode": "alone", "page": 3}, 120.0)
        assert joined.table.get((1, 7)).since == 110.0
        joined.handle_report("a", PAGE_12, 130.0)
        assert joined.table.get((1, 7)).since == 130.0

    def test_a_report_renews_the_lease(self, joined):
        joined.handle_report("a", PAGE_12, 150.0)
        joined.left("a", 151.0)
        assert joined.table.get((1, 7)).gone_at == 150.0

    @pytest.mark.parametrize(
        "garbage",
        [
            None,
            7,
            "shown",
            [],
            {},
            {**PAGE_12, "n": -1},
            {**PAGE_12, "n": 2**63},
            {**PAGE_12, "n": "57"},
            {**PAGE_12, "n": True},
            {**PAGE_12, "document": 0},
            {**PAGE_12, "page": -1},
            {**PAGE_12, "page": 10**9},
            {**PAGE_12, "page": 1.5},
            {**PAGE_12, "mode": "dancing"},
            {**PAGE_12, "more": 1},
            {"n": 57},
            b"",
            b"{",
            b"\xff\xfe",
            b"[" * 5000,
        ],
    )
    def test_garbage_changes_nothing_and_is_not_logged(self, joined, garbage, caplog):
        before = joined.table.get((1, 7))
        with caplog.at_level(logging.DEBUG):
            assert not joined.handle_report("a", garbage, 101.0)
        assert joined.table.get((1, 7)) == before
        assert joined.rejected == 1
        assert caplog.text == ""

    def test_a_report_of_an_unknown_connection_is_ignored(self, joined):
        assert not joined.handle_report("stranger", PAGE_12, 101.0)

    def test_who_reports_too_often_is_passed_over_until_it_calms_down(self, joined):
        accepted = [
            joined.handle_report("a", {**PAGE_12, "n": n}, 101.0) for n in range(100)
        ]
        assert sum(accepted) == module.BURST
        assert joined.rejected == 100 - module.BURST
        assert joined.handle_report("a", {**PAGE_12, "n": 500}, 102.0)
        assert joined.table.get((1, 7)).n == 500

    def test_two_reports_a_second_are_always_handled(self, joined):
        assert all(joined.handle_report("a", PAGE_12, 101 + i / 2) for i in range(200))


class TestPolling:
    REPORT = PresenceReport(n=57, document=5, page=12, mode=FollowMode.FOLLOWING)

    def test_who_polls_is_there(self, own, actor):
        own.handle_polled_report(actor(7), self.REPORT, 100.0)
        tablet = own.table.get((1, 7))
        assert (tablet.page, tablet.gone_at) == (12, None)

    def test_who_goes_on_polling_stays(self, own, actor):
        for moment in range(100, 200, 8):
            own.handle_polled_report(actor(7), self.REPORT, float(moment))
            own.sweep(float(moment))
            assert own.table.get((1, 7)).gone_at is None

    def test_who_stops_is_gone(self, own, actor):
        own.handle_polled_report(actor(7), self.REPORT, 100.0)
        own.sweep(100.1 + timings.POLL_LEASE)
        assert own.table.get((1, 7)).gone_at == 100.0

    def test_who_gets_a_channel_is_still_one_tablet(self, own, actor):
        own.handle_polled_report(actor(7), self.REPORT, 100.0)
        own.joined("a", actor(7), 101.0)
        assert own.table.connected(1) == 1
        own.sweep(102.0 + timings.POLL_LEASE)
        assert own.table.get((1, 7)).gone_at is None
