"""Heartbeats of tablets: last one only, bounded, shared by processes."""

from kiosk.fleet import heartbeats
from kiosk.fleet.heartbeats import (
    TabletHeartbeat,
    TabletHeartbeatRegistry,
    TabletReport,
)
from kiosk.live.message_bus import NULL_BUS, TABLETS_TOPIC
from tests.unit.linked_buses import LinkedBuses


def heartbeat(tablet: int, battery: int = 50) -> TabletHeartbeat:
    return TabletHeartbeat(
        tablet, TabletReport(version="x", at=0, battery=battery), 0.0
    )


def test_only_the_last_heartbeat_counts():
    watch = TabletHeartbeatRegistry(NULL_BUS, lambda: 1.0)
    watch.receive(heartbeat(1, 80))
    watch.receive(heartbeat(1, 79))
    assert watch.last(1)[1].report.battery == 79
    assert len(watch) == 1
    assert watch.last(2) is None


def test_old_heartbeats_are_discarded():
    now = [0.0]
    watch = TabletHeartbeatRegistry(NULL_BUS, lambda: now[0])
    watch.receive(heartbeat(1))
    now[0] = 100.0
    assert watch.last(1)[0] == 100.0
    now[0] = heartbeats.TABLET_RETENTION_SECONDS + 1
    assert watch.last(1) is None
    watch.receive(heartbeat(2))
    assert len(watch) == 1


def test_registry_size_is_bounded(monkeypatch):
    monkeypatch.setattr(heartbeats, "MAX_TABLETS", 10)
    watch = TabletHeartbeatRegistry(NULL_BUS, lambda: 0.0)
    for tablet in range(25):
        watch.receive(heartbeat(tablet))
    assert len(watch) == 10
    assert watch.last(14) is None
    assert watch.last(15)


def test_heartbeats_are_shared_and_malformed_messages_ignored():
    buses = LinkedBuses(is_immediate=True)
    here = TabletHeartbeatRegistry(buses.bus("here"))
    there = TabletHeartbeatRegistry(buses.bus("there"))
    here.receive(heartbeat(7))
    assert there.last(7)[1] == heartbeat(7)
    buses.buses["here"].publish(TABLETS_TOPIC, b"\x93garbage")
    assert len(there) == 1
