"""Several processes in one test; their bus is a list that may lose messages."""

import pytest

from kiosk import timings
from kiosk.live.message_bus import PRESENCE_TOPIC
from kiosk.live.presence import peers as module
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import SharedPage
from tests.unit.linked_buses import LinkedBuses

PAGE_12 = {"n": 57, "document": 5, "page": 12, "mode": "following"}


@pytest.fixture
def buses() -> LinkedBuses:
    return LinkedBuses()


@pytest.fixture
def process(buses, clock):
    def start(name: str) -> Presence:
        return Presence(buses.bus(name), clock)

    return start


@pytest.fixture
def exchange(buses, clock):
    """Let time pass while all processes publish and receive."""

    def go_on(*processes: Presence, seconds: float = 5.0) -> None:
        for _ in range(int(seconds * 2)):
            clock.pass_by(0.5)
            for one in processes:
                for sid in one._local._connections:
                    one.renew_lease(sid)
                one.step()
            buses.deliver()

    return go_on


def pages(presence: Presence) -> dict[int, int]:
    tablets = presence.tablets(1)
    return {key: one.page for key, one in tablets.items() if one.gone_at is None}


def join(presence: Presence, actor, *sign_ins: int, page: int = 12) -> None:
    for sign_in in sign_ins:
        presence.joined(f"sid{sign_in}", actor(sign_in))
        presence.handle_report(f"sid{sign_in}", {**PAGE_12, "page": page})


class TestReporting:
    def test_each_knows_the_tablets_of_all(self, process, exchange, actor):
        a, b = process("a"), process("b")
        join(a, actor, 1, 2)
        join(b, actor, 3, page=4)
        exchange(a, b, seconds=1)
        assert pages(a) == pages(b) == {1: 12, 2: 12, 3: 4}
        assert a.audience(1) == b.audience(1) == 3

    def test_changes_are_grouped(self, process, exchange, actor, buses):
        a, b = process("a"), process("b")
        exchange(a, b)
        join(a, actor, *range(300))
        a.step()
        assert len(buses.sent) == 1

    def test_many_go_in_chunks(self, process, actor, buses, exchange):
        a, b = process("a"), process("b")
        exchange(a, b)
        join(a, actor, *range(1200))
        a.step()
        assert len(buses.sent) == 3
        assert max(len(message) for *_, message in buses.sent) < 32_000
        buses.deliver()
        assert len(pages(b)) == 1200

    def test_a_process_that_starts_late_receives_everything(
        self, process, exchange, actor
    ):
        a = process("a")
        join(a, actor, *range(1200))
        exchange(a)
        late = process("late")
        exchange(a, late, seconds=2)
        assert len(pages(late)) == 1200

    def test_an_idle_process_sends_heartbeats(self, process, exchange, actor):
        a, b = process("a"), process("b")
        join(a, actor, 1)
        exchange(a, b, seconds=60)
        assert pages(b) == {1: 12}

    def test_time_is_measured_by_the_listeners_clock(self, buses, clock, actor):
        other_clock = type(clock)()
        other_clock.now = 5.0
        a = Presence(buses.bus("a"), other_clock)
        b = Presence(buses.bus("b"), clock)
        join(a, actor, 1)
        a.step()
        buses.deliver()
        assert b.tablets(1)[1].since == clock.now

    def test_another_version_is_not_understood_and_does_no_harm(
        self, process, buses, exchange, actor
    ):
        a, b = process("a"), process("b")
        join(a, actor, 1)
        for garbage in (b"", b"\xc1", b"{}", b"\x93\x01\x02\x03"):
            buses.sent.append(("z", PRESENCE_TOPIC, garbage))
        exchange(a, b, seconds=1)
        assert pages(b) == {1: 12}


class TestLoss:
    def test_after_a_lost_message_everything_is_requested(
        self, process, exchange, actor, buses
    ):
        a, b = process("a"), process("b")
        join(a, actor, 1, 2)
        exchange(a, b)
        a.handle_report("sid1", {**PAGE_12, "page": 13})
        a.step()
        buses.sent.clear()
        assert pages(b) == {1: 12, 2: 12}
        exchange(a, b)
        assert pages(b) == {1: 13, 2: 12}

    def test_a_third_of_everything_lost_heals_all_the_same(
        self, process, exchange, actor, buses
    ):
        a, b, c = process("a"), process("b"), process("c")
        reported = iter(range(10_000_000))
        buses.loses = lambda *_: next(reported) % 3 == 1
        join(a, actor, *range(1100))
        join(b, actor, *range(2000, 2300))
        exchange(a, b, c, seconds=6)
        for turn in range(20):
            a.handle_report("sid5", {**PAGE_12, "n": 60 + turn})
            exchange(a, b, c, seconds=1)
        buses.loses = lambda *_: False
        exchange(a, b, c)
        assert pages(a) == pages(b) == pages(c)
        assert len(pages(c)) == 1400
        assert b.tablets(1)[5].n == c.tablets(1)[5].n == 79

    def test_duplicate_and_late_messages_are_harmless(self, process, actor, buses):
        a, b = process("a"), process("b")
        join(a, actor, 1)
        a.step()
        first = list(buses.sent)
        buses.deliver()
        a.handle_report("sid1", {**PAGE_12, "page": 13})
        a.step()
        buses.sent = [*buses.sent, *buses.sent, *first]
        buses.deliver()
        assert pages(b) == {1: 13}

    def test_when_nothing_is_missing_nobody_asks(self, process, exchange, buses):
        a, b = process("a"), process("b")
        exchange(a, b)
        asked = []
        buses.loses = lambda _sender, message: bool(
            module._decoder.decode(message).requested and asked.append(message)
        )
        exchange(a, b, seconds=30)
        assert asked == []


class TestDeath:
    def test_the_tablets_of_a_silent_process_are_dropped(
        self, process, exchange, actor
    ):
        a, b = process("a"), process("b")
        join(a, actor, 1)
        exchange(a, b)
        exchange(b, seconds=timings.PEER_SILENCE + 3)
        assert pages(b) == {}
        assert b.audience(1) == 0

    def test_one_that_starts_again_under_its_name_begins_anew(
        self, process, exchange, actor
    ):
        a, b = process("a"), process("b")
        join(a, actor, 1, 2)
        exchange(a, b)
        again = process("a")
        join(again, actor, 2)
        exchange(again, b, seconds=1)
        assert pages(b) == {2: 12}


class TestMoving:
    def test_a_tablet_that_moves_is_counted_once_and_where_it_is(
        self, process, exchange, actor
    ):
        a, b = process("a"), process("b")
        join(a, actor, 1)
        exchange(a, b)
        a.left("sid1")
        join(b, actor, 1, page=13)
        exchange(a, b, seconds=timings.PRESENCE_GRACE + 4)
        for one in (a, b):
            one.look(1, SharedPage(57, 5, 13))
            counts = one.count(1, signed_in=1)
            assert (counts.following, counts.lost, counts.total) == (1, 0, 1)

    def test_one_connected_in_two_processes_shows_its_newest(
        self, process, exchange, actor
    ):
        a, b = process("a"), process("b")
        join(a, actor, 1)
        b.joined("other", actor(1))
        b.handle_report("other", {**PAGE_12, "n": 60, "page": 15})
        exchange(a, b, seconds=1)
        assert pages(a) == pages(b) == {1: 15}
