"""The live connection as a state machine: bytes in, packets out, no socket."""

from collections.abc import Callable, Iterator, Mapping

from kiosk.client import frames
from kiosk.client.frames import ProtocolError, client_frame, split_frames
from kiosk.client.messages import HEAD_END, ResponseHead, raw_request, read_head
from kiosk.client.packets import LIVE_PATH, PONG, Packet, read_packet

_SWITCHING_PROTOCOLS = 101
_NORMAL_CLOSURE = b"\x03\xe8"
CLOSE_FRAME = client_frame(_NORMAL_CLOSURE, frames.CLOSE)


def is_accepted(head: ResponseHead) -> bool:
    """Tell whether the response to the handshake opens the WebSocket."""
    accept = head.header("sec-websocket-accept")
    return head.status == _SWITCHING_PROTOCOLS and accept == frames.ACCEPT


class LiveConnection:
    """One live connection from the handshake to its end.

    It performs the handshake, joins and answers pings; the owner of the socket passes
    in what was read and consumes the packets.
    """

    def __init__(
        self,
        send: Callable[[bytes], None],
        host: str,
        *,
        join: str = "",
        path: str = LIVE_PATH,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Send the handshake; `join` is the packet sent after it, if any."""
        # The response to the handshake; None until received.
        self.response: ResponseHead | None = None
        # Rejected at the handshake, closed by the server, or disconnected.
        self.is_over = False
        # Whether the last packet was the only content of the last bytes.
        self.came_alone = False
        self._data = b""
        self._send, self._join = send, client_frame(join.encode()) if join else b""
        more = {**frames.UPGRADE_HEADERS, **(headers or {})}
        send(raw_request("GET", host, path, more))

    @property
    def is_between_packets(self) -> bool:
        """Tell whether the next byte begins a frame."""
        return not self._data

    def receive(self, data: bytes) -> Iterator[Packet]:
        """Yield the packets that `data` completes; no data: the server is gone.

        Consume all of them, unless the connection is abandoned.

        :raises ProtocolError: the server violated the protocol.
        """
        if not data:
            self.is_over = True
            return
        is_fresh, self._data = not self._data, self._data + data
        if self.response is None and not self._read_response():
            return
        found, self._data = split_frames(self._data)
        for opcode, payload in found:
            if opcode == frames.TEXT:
                self.came_alone = is_fresh and len(found) == 1 and not self._data
                yield self._read_packet(payload)
            elif opcode == frames.PING:
                self._send(client_frame(payload, frames.PONG))
            elif opcode == frames.CLOSE:
                self.is_over = True
                return

    def _read_response(self) -> bool:
        head, end, rest = self._data.partition(HEAD_END)
        if not end:
            return False
        self.response, self._data = read_head(head), rest
        self.is_over = not is_accepted(self.response)
        return not self.is_over

    def _read_packet(self, payload: bytes) -> Packet:
        try:
            packet = read_packet(payload)
        except ValueError as error:
            raise ProtocolError(str(error)) from error
        if packet.kind == "ping":
            self._send(PONG)
        elif packet.kind == "open" and self._join:
            self._send(self._join)
        return packet
