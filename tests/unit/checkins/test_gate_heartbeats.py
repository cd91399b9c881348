"""The last word of each gate's device: summed by gate, bounded, the same everywhere."""

import pytest

from kiosk.checkins import gate_heartbeats as watching
from kiosk.checkins.gate_heartbeats import (
    GateHeartbeat,
    GateHeartbeatRegistry,
    GateLiveness,
)
from kiosk.live.message_bus import GATES_TOPIC, NULL_BUS, TOPICS
from kiosk.roles import Role


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Wire:
    """MessageBus that remember what was said and who listens."""

    name, receives_all = "wire", True

    def __init__(self) -> None:
        self.said, self.listeners = [], {}

    def publish(self, subject, message) -> None:
        self.said.append((subject, message))

    def subscribe(self, subject, listener) -> None:
        self.listeners[subject] = listener

    def run(self) -> None:
        pass


def test_a_gate_is_the_sum_of_its_devices_and_as_young_as_the_youngest():
    clock = Clock()
    watch = GateHeartbeatRegistry(NULL_BUS, clock)
    watch.receive(GateHeartbeat(1, 7, waiting=3, refused=0))
    clock.seconds = 40.0
    watch.receive(GateHeartbeat(2, 7, waiting=1, refused=2))
    watch.receive(GateHeartbeat(3, 8, waiting=0, refused=0))
    clock.seconds = 45.0
    assert watch.gates() == {7: GateLiveness(5.0, 4, 2), 8: GateLiveness(5.0, 0, 0)}


def test_only_the_last_word_of_a_device_counts_at_the_gate_where_it_stands():
    watch = GateHeartbeatRegistry(NULL_BUS, Clock())
    watch.receive(GateHeartbeat(1, 7, 5, 0))
    watch.receive(GateHeartbeat(1, 8, 2, 0))
    assert watch.gates() == {8: GateLiveness(0.0, 2, 0)}


def test_who_is_silent_for_long_is_forgotten():
    clock = Clock()
    watch = GateHeartbeatRegistry(NULL_BUS, clock)
    watch.receive(GateHeartbeat(1, 7, 5, 0))
    clock.seconds = watching.GATE_RETENTION_SECONDS + 1
    assert watch.gates() == {}
    watch.receive(GateHeartbeat(2, 8, 0, 0))
    assert set(watch.gates()) == {8}


def test_it_never_grows_beyond_its_bound(monkeypatch):
    monkeypatch.setattr(watching, "MAX_GATE_DEVICES", 10)
    watch = GateHeartbeatRegistry(NULL_BUS, Clock())
    for device in range(25):
        watch.receive(GateHeartbeat(device, device, 0, 0))
    assert set(watch.gates()) == set(range(15, 25))


def test_other_processes_know_what_one_has_heard_and_garbage_is_passed_over():
    here, there = Wire(), Wire()
    one, other = (
        GateHeartbeatRegistry(here, Clock()),
        GateHeartbeatRegistry(there, Clock()),
    )
    one.receive(GateHeartbeat(1, 7, 3, 0))
    for subject, message in here.said:
        there.listeners[subject]("one", message)
    there.listeners[GATES_TOPIC]("one", b"garbage")
    assert other.gates() == one.gates() == {7: GateLiveness(0.0, 3, 0)}
    assert there.said == []
    assert GATES_TOPIC in TOPICS


class TestWord:
    @pytest.fixture
    def gate(self, house) -> str:
        return f"/m/{house.meeting}/gates/{house.gate()}/word"

    def known(self, server) -> dict:
        return server.app.extensions["kiosk.gate_heartbeats"].gates()

    def test_it_is_taken_and_nothing_of_it_is_stored(self, house, gate, server):
        before = house.news()["n"]
        said = {"waiting": 4, "refused": 1}
        assert house.client.post(gate, json=said).status_code == 204
        (heard,) = self.known(server).values()
        assert (heard.waiting, heard.refused) == (4, 1)
        assert house.news()["n"] == before

    def test_a_gate_of_another_place_or_meeting_is_not_spoken_for(
        self, house, gate, scene, client_for, server
    ):
        well = {"waiting": 0, "refused": 0}
        far = house.site("Nơi khác")
        bound = scene.make_member(
            house.meeting, Role.SITE_LEAD, "Trưởng điểm cầu", site_id=far
        )
        assert client_for(bound).post(gate, json=well).status_code == 404
        other = scene.make_meeting()
        desk = client_for(scene.make_member(other, Role.ENTRANCE, "Bàn khác"))
        path = f"/m/{other}/gates/{house.gate()}/word"
        assert desk.post(path, json=well).status_code == 404
        delegate = client_for(house.person()[0])
        assert delegate.post(gate, json=well).status_code == 403
        assert self.known(server) == {}

    @pytest.mark.parametrize(
        "said",
        [{}, {"waiting": -1, "refused": 0}, {"waiting": 10**9, "refused": 0}, []],
    )
    def test_nonsense_is_refused(self, house, gate, said):
        assert house.client.post(gate, json=said).status_code == 422
