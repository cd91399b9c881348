"""Pings are sent and checked for all sessions in one place."""

import pytest

from kiosk.live.transport.ping_scheduler import PingScheduler


class FakeConnection:
    def __init__(self) -> None:
        self.is_cut = False

    def abort(self) -> None:
        self.is_cut = True


class Tablet:
    """A fake engine.io session."""

    def __init__(self) -> None:
        self.closed = self.awaits_pong = False
        self.last_received = 0.0
        self.pings = 0
        self.websocket = FakeConnection()

    def ping(self) -> None:
        self.pings += 1
        self.awaits_pong = True

    def answers(self, now: float) -> None:
        self.awaits_pong, self.last_received = False, now


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr(
        "kiosk.live.transport.ping_scheduler.time.monotonic", lambda: 0.0
    )


@pytest.fixture
def pulse(clock) -> PingScheduler:
    return PingScheduler(10, 8, lambda _seconds: None, lambda: None)


@pytest.fixture
def tablet(pulse) -> Tablet:
    tablet = Tablet()
    pulse.add(tablet)
    return tablet


def test_each_is_pinged_when_its_turn_has_come(pulse, tablet):
    pulse.send_due_pings(9.9)
    assert tablet.pings == 0
    pulse.send_due_pings(10)
    assert tablet.pings == 1
    tablet.answers(10.1)
    pulse.send_due_pings(20)
    assert tablet.pings == 2


def test_who_does_not_answer_is_cut_off_within_twenty_seconds(pulse, tablet):
    pulse.send_due_pings(10)
    pulse.send_due_pings(17.9)
    assert not tablet.websocket.is_cut
    pulse.send_due_pings(18)
    assert tablet.websocket.is_cut


def test_who_answers_late_but_in_time_stays(pulse, tablet):
    pulse.send_due_pings(10)
    tablet.answers(17.9)
    pulse.send_due_pings(18)
    assert not tablet.websocket.is_cut


def test_any_packet_counts_as_a_pong(pulse, tablet):
    pulse.send_due_pings(10)
    # Something was received after the ping, although the pong is still on its way.
    tablet.last_received = 12.0
    pulse.send_due_pings(18)
    assert not tablet.websocket.is_cut


def test_who_has_left_is_forgotten(pulse, tablet):
    tablet.closed = True
    for now in (10, 18, 20, 28):
        pulse.send_due_pings(now)
    assert tablet.pings == 0
    assert not tablet.websocket.is_cut
    assert not pulse._due
    assert not pulse._pending_pongs


def test_a_ping_is_not_doubled_while_one_is_awaited(clock):
    pulse = PingScheduler(1, 5, lambda _seconds: None, lambda: None)
    tablet = Tablet()
    pulse.add(tablet)
    for now in (1, 2, 3):
        pulse.send_due_pings(now)
    assert tablet.pings == 1
