"""A Hypothesis state machine that sends a server all packets in any order.

Run in a process with green threads. After each step all registries of connections are
compared: sockets, channels, sign-ins, presence and limits.
"""

import tempfile
import time

import eventlet
import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kiosk.accounts.actions import end_sign_in
from kiosk.client.frames import BINARY, CLOSE, PING
from kiosk.client.packets import join_text
from kiosk.meetings.events import MeetingChanged
from kiosk.storage.errors import database_unavailable
from tests.live.frames import build_frame
from tests.unit.live.protocol_server import Client, ProtocolServer

EXAMPLES, STEPS = 20, 20
MOST_CLIENTS = 6
REPORT = '42["shown",{"n":1,"document":null,"page":0,"mode":"alone"}]'
NAMES = ["connect", "disconnect", "connect_error", "*", "shown", "other", "fact"]
TEXTS = [
    *(f'42["{name}"]' for name in NAMES),
    *(f'42["{name}",{{"HTTP_COOKIE":"kiosk=x"}},{{"meeting":1}}]' for name in NAMES),
    *(f'42["{name}","transport close"]' for name in NAMES),
    *(f'420["{name}"]' for name in NAMES),
    *(f'451-["{name}",{{"_placeholder":true,"num":0}}]' for name in NAMES),
    REPORT, "40", "40[]", "40/admin,{}", "41", "41/admin,", "43[]", "44{}", "461-[]",
    "1", "2", "3", "4", "", "0{}", "42", "42[", "40{", "\x00",
]  # fmt: skip
FRAMES = [
    *(build_frame(text.encode()) for text in TEXTS),
    *(build_frame(bytes(size), BINARY) for size in (0, 1, 16_000)),
    build_frame(b"x" * 17_000),
    build_frame(b"", PING) * 300,
    build_frame(REPORT.encode()) * 300,
    build_frame(b"4", final=False),
    build_frame(b"", 0, final=False) * 300,
    build_frame(b"\x03\xe8", CLOSE),
    b"\x81",
    b"\xff" * 9,
]

SERVER: ProtocolServer


class ProtocolMachine(RuleBasedStateMachine):
    """Clients of two devices, whose sign-ins may be revoked."""

    def __init__(self) -> None:
        super().__init__()
        devices = [SERVER.sign_in() for _ in range(2)]
        self.sign_ins = [sign_in for sign_in, _token in devices]
        self.tokens = [token for _sign_in, token in devices]
        self.revoked: set[int] = set()
        self.clients: list[Client] = []

    def ended(self) -> set[int]:
        return {self.sign_ins[device] for device in self.revoked}

    def pick(self, number: int) -> Client:
        return self.clients[number % len(self.clients)]

    @precondition(lambda self: len(self.clients) < MOST_CLIENTS)
    @rule(device=st.integers(0, 1), joins=st.booleans())
    def open(self, device: int, *, joins: bool) -> None:
        client = SERVER.open(self.tokens[device], device)
        assert (client is None) == (device in self.revoked)
        if client:
            self.clients.append(client)
            if joins:
                self.join(len(self.clients) - 1)

    @precondition(lambda self: self.clients)
    @rule(number=st.integers(0, MOST_CLIENTS))
    def join(self, number: int) -> None:
        self.pick(number).send(
            build_frame(join_text({"meeting": SERVER.meeting}).encode())
        )
        SERVER.settle()

    @precondition(lambda self: len(self.clients) < MOST_CLIENTS)
    @rule(
        device=st.integers(0, 1),
        happens=st.sampled_from(["revoke", "hang up", "leave", "busy", "frame"]),
        frame=st.sampled_from(FRAMES),
    )
    def join_while(self, device: int, happens: str, frame: bytes) -> None:
        """Let something happen during the database query of a joining client."""
        self.open(device, joins=False)
        if device in self.revoked:
            return
        client = self.clients[-1]
        connections = SERVER.server.connections
        last_number = connections._last_number

        def interrupted(meeting_id: int) -> int:
            self.interrupt(client, happens, frame)
            for _ in range(5):
                eventlet.sleep(0)
            return last_number(meeting_id)

        connections._last_number = interrupted
        try:
            self.join(len(self.clients) - 1)
        finally:
            connections._last_number = last_number

    def interrupt(self, client: Client, happens: str, frame: bytes) -> None:
        if happens == "busy":
            raise database_unavailable()
        if happens == "revoke":
            SERVER.server.connections.close_sign_in(
                self.sign_ins[client.device], "revoked"
            )
        elif happens == "hang up":
            for eio_session in list(SERVER.engine.sockets.values()):
                eio_session.close()
        elif happens == "leave":
            client.socket_end.close()
        else:
            client.send(frame)

    @precondition(lambda self: self.clients)
    @rule(
        number=st.integers(0, MOST_CLIENTS),
        frames=st.lists(st.sampled_from(FRAMES), min_size=1, max_size=4),
    )
    def send(self, number: int, frames: list[bytes]) -> None:
        for frame in frames:
            self.pick(number).send(frame)
        SERVER.settle()

    @precondition(lambda self: self.clients)
    @rule(number=st.integers(0, MOST_CLIENTS))
    def leave(self, number: int) -> None:
        client = self.pick(number)
        self.clients.remove(client)
        client.socket_end.close()
        SERVER.settle()

    @precondition(lambda self: not self.revoked)
    @rule()
    def revoke(self) -> None:
        self.revoked.add(0)
        with SERVER.server.store.unit_of_work("test") as work:
            end_sign_in(work, self.sign_ins[0], "revoked")
        SERVER.publish()
        for client in self.clients:
            client.receive()

    @rule()
    def reap(self) -> None:
        for later in (0.0, 1000.0):
            SERVER.server.connections.reap_once(time.monotonic() + later)
            SERVER.settle()

    @rule()
    def turn_page(self) -> None:
        with SERVER.server.store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=SERVER.meeting))
        SERVER.publish()
        for client in self.clients:
            is_reported = b'"fact"' in client.receive()
            assert not (is_reported and client.device in self.revoked)

    @invariant()
    def everything_agrees(self) -> None:
        SERVER.check_agreement(self.ended())

    def teardown(self) -> None:
        for client in self.clients:
            client.socket_end.close()
        SERVER.settle()
        SERVER.check_agreement(self.ended())
        assert SERVER.engine.sockets == {}
        assert SERVER.manager.rooms == {}


def main() -> None:
    """Run the machine; an assertion lists the steps that break an invariant."""
    global SERVER  # noqa: PLW0603 made once: the machine is made for each example
    with tempfile.TemporaryDirectory() as folder:
        SERVER = ProtocolServer(folder)
        run_state_machine_as_test(
            ProtocolMachine,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        SERVER.server.store.database.close()
    print("every example passed")
