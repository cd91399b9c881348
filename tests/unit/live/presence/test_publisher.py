import logging

import pytest

from kiosk import timings
from kiosk.live.channels import role_channel
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.publisher import PresencePublisher
from kiosk.live.presence.types import SharedPage
from kiosk.roles import PERMISSIONS, Permission, Role

RUNNERS = PERMISSIONS[Permission.RUN_MEETING]


class Room:
    """A meeting: its shown page, its sign-ins, and all emitted messages."""

    def __init__(self, clock) -> None:
        self.clock = clock
        self.showing, self.signed_in, self.asked = SharedPage(57, 5, 12), 0, 0
        self.sent: list[tuple[str, str, dict]] = []
        self.presence = Presence(clock=clock)
        self.ticks = PresencePublisher(
            self.presence, self, self.look, self.count, clock
        )

    def emit(self, event: str, body: dict, *, to: str) -> None:
        self.sent.append((event, to, body))

    def look(self, _meeting_id: int) -> SharedPage:
        return self.showing

    def count(self, _meeting_id: int) -> int:
        self.asked += 1
        return self.signed_in

    def turn(self, page: int) -> None:
        self.showing = SharedPage(self.showing.number + 1, 5, page)

    def go_on(self, seconds: float = 1.0) -> None:
        for _ in range(round(seconds / timings.PRESENCE_STEP)):
            self.clock.pass_by(timings.PRESENCE_STEP)
            self.ticks.step()

    def emitted(self, event: str = "presence", role: Role = Role.CHAIR) -> list[dict]:
        channel = role_channel(1, role)
        return [body for name, to, body in self.sent if (name, to) == (event, channel)]


@pytest.fixture
def room(clock) -> Room:
    return Room(clock)


@pytest.fixture
def join(room, actor):
    def join_as(sign_in: int, role: Role = Role.OFFICIAL_DELEGATE) -> None:
        room.presence.joined(f"s{sign_in}", actor(sign_in, role))
        room.signed_in += role is Role.OFFICIAL_DELEGATE

    return join_as


@pytest.fixture
def show(room):
    def show_page(sign_in: int, page: int | None = None, mode: str = "following"):
        room.presence.handle_report(
            f"s{sign_in}",
            {
                "n": room.showing.number,
                "document": 5,
                "page": room.showing.page if page is None else page,
                "mode": mode,
            },
        )

    return show_page


@pytest.fixture
def full(room, join, show) -> Room:
    """Three delegates on the page and the chair, with all messages sent."""
    for one in (1, 2, 3):
        join(one)
        show(one)
    join(9, Role.CHAIR)
    room.go_on()
    return room


class TestPresence:
    def test_only_those_who_run_the_meeting_are_sent_counts(self, full):
        [body] = full.emitted()
        assert body == {
            "document": 5, "page": 12, "following": 3, "arriving": 0, "covered": 0,
            "alone": 0, "behind": 0, "asleep": 0, "lost": 0, "total": 3,
        }  # fmt: skip
        reported = {to for event, to, _ in full.sent if event == "presence"}
        assert reported == {role_channel(1, role) for role in RUNNERS}

    def test_unchanged_counts_are_not_sent_again(self, full):
        full.go_on(60)
        assert len(full.emitted()) == 1

    def test_changes_are_grouped_for_a_second(self, full, show):
        for page in range(1, 7):
            show(1, page, "alone")
        full.go_on(2)
        assert [body["alone"] for body in full.emitted()] == [0, 1]

    def test_a_chair_that_joins_later_receives_counts_without_a_change(
        self, full, join
    ):
        join(8, Role.CHAIR)
        full.go_on(timings.PRESENCE_STEP)
        assert len(full.emitted()) == 2

    def test_where_nobody_watches_nothing_is_counted(self, room, join, show):
        join(1)
        show(1)
        room.go_on(10)
        assert room.emitted() == []
        assert room.asked == 0

    def test_counts_of_a_new_page_are_delayed_until_it_can_have_arrived(
        self, full, show
    ):
        full.turn(13)
        full.go_on(timings.PRESENCE_STEP)
        for one in (1, 2, 3):
            show(one)
        full.go_on(2)
        reported = [(body["page"], body["following"]) for body in full.emitted()]
        assert reported == [(12, 3), (13, 3)]

    def test_pages_that_keep_turning_do_not_keep_the_count_for_ever(self, full):
        for page in range(13, 40):
            full.turn(page)
            full.go_on(timings.PRESENCE_STEP)
        assert len(full.emitted()) > 1

    def test_who_lags_is_arriving_and_then_behind(self, full, show):
        full.turn(13)
        full.go_on(timings.PRESENCE_STEP)
        for one in (1, 2):
            show(one)
        full.go_on(8)
        reported = [
            (b["following"], b["arriving"], b["behind"]) for b in full.emitted()
        ]
        assert reported == [(3, 0, 0), (2, 1, 0), (2, 0, 1)]

    def test_a_short_disconnection_is_not_counted_and_a_loss_is(self, full, join, show):
        full.presence.left("s1")
        full.go_on(5)
        join(1)
        full.signed_in = 3
        show(1)
        full.go_on(5)
        assert len(full.emitted()) == 1
        full.presence.left("s1")
        full.go_on(timings.PRESENCE_GRACE + 2)
        assert [body["lost"] for body in full.emitted()] == [0, 1]

    def test_a_silent_tablet_is_counted_as_lost_within_20_seconds(
        self, room, join, show
    ):
        for one in range(1, 3101):
            join(one)
            show(one)
        join(9999, Role.CHAIR)
        room.go_on(4)
        room.presence.renew_lease("s1")
        # engine.io pings after 10 s and times out after 8 more.
        for _ in range(18):
            room.go_on(1)
            for one in (*range(2, 3101), 9999):
                room.presence.renew_lease(f"s{one}")
        assert room.emitted()[-1]["lost"] == 0
        room.presence.left("s1")
        room.go_on(1)
        assert room.emitted()[-1]["lost"] == 1

    def test_the_database_is_asked_who_is_signed_in_only_now_and_then(self, full, join):
        asked = full.asked
        full.go_on(12)
        assert full.asked == asked
        for one in range(20, 40):
            join(one)
            full.go_on(timings.PRESENCE_STEP)
        assert full.asked - asked <= 5

    def test_an_empty_meeting_is_forgotten(self, full):
        for sid in ("s1", "s2", "s3", "s9"):
            full.presence.left(sid)
        full.go_on(120)
        assert full.ticks._meetings == {}


class TestPace:
    def test_the_spread_is_sent_when_the_audience_doubles(self, room, join):
        for one in range(858):
            join(one)
        room.go_on(4)
        assert {to for _, to, _ in room.sent} == {
            role_channel(1, role) for role in Role
        }
        assert room.emitted("pace", Role.OFFICIAL_DELEGATE) == [{"spread": 601}]

    def test_a_hall_of_400_keeps_its_pace(self, room, join):
        for one in range(400):
            join(one)
        room.go_on(4)
        assert room.emitted("pace") == []

    def test_the_spread_is_sent_when_tablets_leave(self, room, join):
        for one in range(900):
            join(one)
        room.go_on(4)
        for one in range(500):
            room.presence.left(f"s{one}")
        room.go_on(4)
        assert room.emitted("pace") == [{"spread": 630}, {"spread": 300}]


class TestRun:
    def test_a_database_that_is_away_is_logged_once_and_outlived(self, full, caplog):
        away = [True] * 6

        def look(_meeting_id: int) -> SharedPage:
            if away and away.pop():
                raise ConnectionError("the database is away")
            return SharedPage(58, 5, 13)

        full.ticks._look = look
        naps = iter(range(40))

        def sleep(seconds: float) -> None:
            full.clock.pass_by(seconds)
            if next(naps, None) is None:
                raise KeyboardInterrupt

        with caplog.at_level(logging.ERROR), pytest.raises(KeyboardInterrupt):
            full.ticks.run(sleep)
        assert full.emitted()[-1]["page"] == 13
        assert 1 <= caplog.text.count("counting the tablets failed") <= 6
