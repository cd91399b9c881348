"""Heartbeats of tablets: last one only, bounded, shared by processes."""

from kiosk.fleet import heartbeats
from kiosk.fleet.heartbeats import (
    TabletHeartbeat,
    TabletHeartbeatRegistry,
    TabletReport,
)
from kiosk.live.message_bus import NULL_BUS


class Pair:
    """In-memory message bus between two registries."""

    name, receives_all = "pair", True

    def __init__(self) -> None:
        self.listeners: list = []

    def publish(self, _subject: str, message: bytes) -> None:
        for listener in self.listeners:
            listener("other", message)

    def subscribe(self, _subject, listener) -> None:
        self.listeners.append(listener)

    def run(self) -> None:
        pass


def word(tablet: int, battery: int = 50) -> TabletHeartbeat:
    return TabletHeartbeat(
        tablet, TabletReport(version="x", at=0, battery=battery), 0.0
    )


def test_only_the_last_word_counts():
    watch = TabletHeartbeatRegistry(NULL_BUS, lambda: 1.0)
    watch.receive(word(1, 80))
    watch.receive(word(1, 79))
    assert watch.last(1)[1].report.battery == 79
    assert len(watch) == 1
    assert watch.last(2) is None


def test_old_heartbeats_are_discarded():
    now = [0.0]
    watch = TabletHeartbeatRegistry(NULL_BUS, lambda: now[0])
    watch.receive(word(1))
    now[0] = 100.0
    assert watch.last(1)[0] == 100.0
    now[0] = heartbeats.TABLET_RETENTION_SECONDS + 1
    assert watch.last(1) is None
    watch.receive(word(2))
    assert len(watch) == 1


def test_registry_size_is_bounded(monkeypatch):
    monkeypatch.setattr(heartbeats, "MAX_TABLETS", 10)
    watch = TabletHeartbeatRegistry(NULL_BUS, lambda: 0.0)
    for tablet in range(25):
        watch.receive(word(tablet))
    assert len(watch) == 10
    assert watch.last(14) is None
    assert watch.last(15)


def test_the_other_processes_hear_it_too_and_pass_garbage_over():
    pair = Pair()
    here, there = TabletHeartbeatRegistry(pair), TabletHeartbeatRegistry(pair)
    here.receive(word(7))
    assert there.last(7)[1] == word(7)
    pair.publish("tablets", b"\x93garbage")
    assert len(there) == 1
