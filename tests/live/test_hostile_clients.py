"""Packets that our own clients never send: rejected, not stored, harmless to others."""

import contextlib

import pytest
from sqlalchemy import func, select

from kiosk.accounts.actions import end_sign_in
from kiosk.accounts.models import SignIn
from kiosk.client.frames import BINARY, PING
from tests.live.conftest import Room
from tests.live.frames import build_frame
from tests.live.hostile_clients import closed_with, connect, figure, flood, join, memory
from tests.waiting import wait_until

MEGABYTE = 1_000_000
MOST_GROWTH = 10 * MEGABYTE


def growth(room: Room, data: bytes, times: int) -> int:
    """Return by how much memory grows while 40 sockets of one device send data."""
    before, token = memory(room.server), room.new_token()
    with contextlib.ExitStack() as kept:
        for _ in range(40):
            if (live := connect(room, token)) is None:
                break
            kept.callback(live.socket.close)
            live.socket.settimeout(0.5)
            flood(live, data, times)
        return memory(room.server) - before


class TestMemory:
    """A client cannot make the server keep what it sends."""

    @pytest.fixture
    def room(self, new_server) -> Room:
        room = Room(new_server())
        join(room).close()  # one-time costs of the first one
        return room

    def test_binary_frames_behind_a_binary_header_are_not_kept(self, room):
        before, live = memory(room.server), join(room)
        live.send('4599999999-["x",{"_placeholder":true,"num":0}]')
        flood(live, build_frame(bytes(16_000), BINARY), 2_500)  # 40 MB
        assert memory(room.server) - before < MOST_GROWTH
        live.socket.close()

    def test_answers_to_pings_are_not_kept_for_a_client_that_reads_nothing(self, room):
        pings = build_frame(bytes(125), PING) * 100
        assert growth(room, pings, 200) < MOST_GROWTH  # 2.5 MB each, 100 MB in all

    def test_messages_that_wait_to_be_worked_on_are_bounded(self, room):
        message = build_frame(b'40{"meeting":1,"x":"' + b"x" * 15_000 + b'"}')
        assert growth(room, message, 90) < MOST_GROWTH  # 1.3 MB each, 54 MB in all


class TestPacketsThatAreNotUsed:
    @pytest.mark.parametrize(
        "packet",
        ['451-["shown",{"_placeholder":true,"num":0}]', "461-[{}]", '430["x"]', "44{}",
         "40/admin,", '42/admin,["shown",{}]', '420["shown",{}]', "40", "47", "4",
         '40{"meeting":1}', "41x"],
    )  # fmt: skip
    def test_end_the_connection_with_a_reason(self, room, packet):
        live = join(room)
        live.send(packet)
        assert closed_with(live, "packet not used here")
        assert "Traceback" not in room.server.log.read_text()

    def test_binary_frames_end_the_connection_with_a_reason(self, room):
        live = join(room)
        live.send_bytes(build_frame(b"\x00", BINARY))
        assert closed_with(live, "packet not used here")

    def test_events_of_unknown_names_are_ignored_without_an_answer(self, room):
        screen = room.new_screen()
        # What the server sends by itself ends with that.
        assert wait_until(lambda: "joined" in [one.kind for one in screen.received])
        count = len(screen.received)
        screen.send('42["presence",{"following":400}]')
        screen.send('42["no JSON')
        assert not screen.ended.wait(0.3)
        assert len(screen.received) == count


RESERVED = ["connect", "connect_error", "disconnect", "disconnecting", "*"]


class TestReservedEvents:
    """A client cannot call the handlers of connects and disconnects."""

    @pytest.mark.parametrize("name", RESERVED)
    def test_the_connection_is_still_counted_and_closed_with_its_badge(
        self, room, name
    ):
        screen = room.new_screen()
        assert screen.has_joined()
        connections = figure(room, "kiosk_connections")
        with room.server.store.read_session() as session:
            sign_in = session.scalars(select(func.max(SignIn.id))).one()
        screen.send(f'42["{name}"]')
        screen.send(f'42["{name}",{{"HTTP_COOKIE":"x"}},{{"meeting":1}}]')
        before = len(screen.numbers())
        room.turn_page(1 + before % 2)
        assert wait_until(lambda: len(screen.numbers()) > before)
        assert figure(room, "kiosk_connections") == connections
        with room.server.store.unit_of_work("test") as work:
            end_sign_in(work, sign_in, "revoked")
        assert wait_until(lambda: bool(screen.events("signed_out")))
        assert screen.ended.wait(10)
        assert figure(room, "kiosk_connections") == connections - 1
