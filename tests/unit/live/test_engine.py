import socket
import threading

import pytest

from kiosk.live.engine import MOST_WAITING, CarefulWebSocket, hang_up


class WebSocket:
    """A WebSocket that brings these packets."""

    timeout = 18

    def __init__(self, *packets: object) -> None:
        self.packets = list(packets)

    def wait(self) -> object:
        return self.packets.pop(0) if self.packets else None


class TestCarefulWebSocket:
    @pytest.mark.parametrize("packet", ["3", "3probe", "40{}", '42["hello"]', "4"])
    def test_packets_of_ours_pass(self, packet):
        assert CarefulWebSocket(WebSocket(packet)).wait() == packet

    @pytest.mark.parametrize(
        "garbage",
        ["abc", "", " ", "9", "0", "2", "5", "6", "b4", "١", b"4", b"abc", b"", "\x00"],
    )
    def test_garbage_counts_as_leaving(self, garbage):
        assert CarefulWebSocket(WebSocket(garbage, "3")).wait() is None

    def test_a_close_packet_counts_as_leaving(self):
        assert CarefulWebSocket(WebSocket("1")).wait() is None

    def test_everything_else_is_left_to_the_websocket(self):
        assert CarefulWebSocket(WebSocket()).timeout == 18


class EngineSocket:
    def __init__(self, packets: int) -> None:
        self.queue, self.packets = self, packets
        self.closed: list[dict] = []

    def qsize(self) -> int:
        return self.packets

    def close(self, **how) -> None:
        self.closed.append(how)


class TestHangUp:
    @pytest.fixture
    def wires(self):
        ours, theirs = socket.socketpair()
        theirs.settimeout(5)
        yield ours, theirs
        ours.close()
        theirs.close()

    def put(self, server, wires, packets: int) -> EngineSocket:
        engine_socket = EngineSocket(packets)
        server.socketio.server.eio.sockets["x"] = engine_socket
        server.socketio.server.environ["x"] = {"werkzeug.socket": wires[0]}
        return engine_socket

    @pytest.mark.parametrize("packets", [0, MOST_WAITING + 1])
    def test_the_wire_is_cut_and_nobody_is_waited_for(self, server, wires, packets):
        engine_socket = self.put(server, wires, packets)
        done = threading.Thread(target=hang_up, args=(server.socketio, "x"))
        done.start()
        assert wires[1].recv(1) == b""
        done.join(5)
        assert not done.is_alive()
        assert all(how["wait"] is False for how in engine_socket.closed)

    def test_a_wire_already_closed_is_no_error(self, server, wires):
        self.put(server, wires, MOST_WAITING + 1)
        wires[0].close()
        hang_up(server.socketio, "x")

    def test_who_has_left_already_is_no_error(self, server):
        hang_up(server.socketio, "nobody")
