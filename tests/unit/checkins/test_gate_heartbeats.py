"""The last word of each gate's device: summed by gate, bounded, the same everywhere."""

import pytest

from kiosk.checkins import gate_heartbeats as heartbeats
from kiosk.checkins.gate_heartbeats import (
    GateHeartbeat,
    GateHeartbeatRegistry,
    GateLiveness,
)
from kiosk.live.message_bus import GATES_TOPIC, NULL_BUS, TOPICS
from kiosk.roles import Role
from tests.manual_clock import ManualClock
from tests.unit.linked_buses import LinkedBuses


def test_gate_sums_its_devices_and_has_the_newest_age():
    clock = ManualClock(0.0)
    watch = GateHeartbeatRegistry(NULL_BUS, clock)
    watch.receive(GateHeartbeat(1, 7, waiting=3, refused=0))
    clock.now = 40.0
    watch.receive(GateHeartbeat(2, 7, waiting=1, refused=2))
    watch.receive(GateHeartbeat(3, 8, waiting=0, refused=0))
    clock.now = 45.0
    assert watch.gates() == {7: GateLiveness(5.0, 4, 2), 8: GateLiveness(5.0, 0, 0)}


def test_only_the_last_heartbeat_of_a_device_counts():
    watch = GateHeartbeatRegistry(NULL_BUS, ManualClock(0.0))
    watch.receive(GateHeartbeat(1, 7, 5, 0))
    watch.receive(GateHeartbeat(1, 8, 2, 0))
    assert watch.gates() == {8: GateLiveness(0.0, 2, 0)}


def test_old_heartbeats_are_discarded():
    clock = ManualClock(0.0)
    watch = GateHeartbeatRegistry(NULL_BUS, clock)
    watch.receive(GateHeartbeat(1, 7, 5, 0))
    clock.now = heartbeats.GATE_RETENTION_SECONDS + 1
    assert watch.gates() == {}
    watch.receive(GateHeartbeat(2, 8, 0, 0))
    assert set(watch.gates()) == {8}


def test_registry_size_is_bounded(monkeypatch):
    monkeypatch.setattr(heartbeats, "MAX_GATE_DEVICES", 10)
    watch = GateHeartbeatRegistry(NULL_BUS, ManualClock(0.0))
    for device in range(25):
        watch.receive(GateHeartbeat(device, device, 0, 0))
    assert set(watch.gates()) == set(range(15, 25))


def test_heartbeats_are_shared_and_malformed_messages_ignored():
    buses = LinkedBuses()
    one = GateHeartbeatRegistry(buses.bus("one"), ManualClock(0.0))
    other = GateHeartbeatRegistry(buses.bus("other"), ManualClock(0.0))
    one.receive(GateHeartbeat(1, 7, 3, 0))
    buses.sent.append(("one", GATES_TOPIC, b"garbage"))
    buses.deliver()
    assert other.gates() == one.gates() == {7: GateLiveness(0.0, 3, 0)}
    assert buses.buses["other"].published == []
    assert GATES_TOPIC in TOPICS


class TestWord:
    @pytest.fixture
    def gate(self, entrance) -> str:
        return f"/m/{entrance.meeting}/gates/{entrance.gate()}/word"

    def known(self, server) -> dict:
        return server.app.extensions["kiosk.gate_heartbeats"].gates()

    def test_heartbeat_is_accepted_and_not_stored(self, entrance, gate, server):
        before = entrance.news()["n"]
        said = {"waiting": 4, "refused": 1}
        assert entrance.client.post(gate, json=said).status_code == 204
        (heard,) = self.known(server).values()
        assert (heard.waiting, heard.refused) == (4, 1)
        assert entrance.news()["n"] == before

    def test_heartbeat_for_a_gate_of_another_site_or_meeting_is_rejected(
        self, entrance, gate, scene, client_for, server
    ):
        well = {"waiting": 0, "refused": 0}
        far = entrance.site("Nơi khác")
        bound = scene.make_member(
            entrance.meeting, Role.SITE_LEAD, "Trưởng điểm cầu", site_id=far
        )
        assert client_for(bound).post(gate, json=well).status_code == 404
        other = scene.make_meeting()
        desk = client_for(scene.make_member(other, Role.ENTRANCE, "Bàn khác"))
        path = f"/m/{other}/gates/{entrance.gate()}/word"
        assert desk.post(path, json=well).status_code == 404
        delegate = client_for(entrance.person()[0])
        assert delegate.post(gate, json=well).status_code == 403
        assert self.known(server) == {}

    @pytest.mark.parametrize(
        "said",
        [{}, {"waiting": -1, "refused": 0}, {"waiting": 10**9, "refused": 0}, []],
    )
    def test_nonsense_is_refused(self, entrance, gate, said):
        assert entrance.client.post(gate, json=said).status_code == 422
