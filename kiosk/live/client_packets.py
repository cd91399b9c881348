"""What a client may send on the live channel, and nothing else.

A browser sends four packets: it joins (once), reports what it shows, leaves, and
answers pings. Events of other names are ignored, so that a page of a later version
harms nobody. Whatever else Socket.IO knows (binary packets, acknowledgements, other
namespaces) ends the connection: libraries keep state for it.
"""

from enum import Enum
from typing import Any

from socketio import packet as packets
from socketio.packet import Packet

# As they begin on the wire: engine.io's message, Socket.IO's type of packet.
_CONNECT, _DISCONNECT, _EVENT = b"40", b"41", b"42["
REPORT_PREFIX = b'42["shown",'

# Socket.IO's own: a handler of that name is called by the server itself.
RESERVED_EVENTS = frozenset(
    {"connect", "connect_error", "disconnect", "disconnecting", "*"}
)
_ALLOWED_TYPES = {packets.CONNECT, packets.DISCONNECT, packets.EVENT}


class PacketKind(Enum):
    """What a message of a client is."""

    CONNECT = "connect"
    DISCONNECT = "disconnect"
    # What the client shows: the event `shown`.
    REPORT_PREFIX = "report"
    # Any other event.
    IGNORED = "ignored"
    FORBIDDEN = "forbidden"


def kind_of(message: bytes) -> PacketKind:
    """Return what a text message is, by how it begins; the rest may be garbage."""
    if message.startswith(REPORT_PREFIX):
        return PacketKind.REPORT_PREFIX
    if message.startswith(_EVENT):
        return PacketKind.IGNORED
    # No namespace but the main one, which has no name, and nothing behind a farewell.
    if message.startswith(_CONNECT) and message[2:3] in {b"", b"{"}:
        return PacketKind.CONNECT
    if message == _DISCONNECT:
        return PacketKind.DISCONNECT
    return PacketKind.FORBIDDEN


class ForbiddenPacketError(ValueError):
    """A client has sent a packet that the product does not use."""


class ClientPacket(Packet):  # type: ignore[misc]
    """A Socket.IO packet whose decoding refuses what no client of ours sends.

    `kind_of` has refused it before, where WebSockets are our own; this holds for every
    way in, whatever reads the sockets.
    """

    def decode(self, encoded_packet: Any) -> int:
        """Take an encoded packet apart.

        :raises ForbiddenPacketError: the product does not use such a packet.
        """
        if not isinstance(encoded_packet, str):
            raise ForbiddenPacketError("a binary packet")
        attachments: int = super().decode(encoded_packet)
        if self.packet_type not in _ALLOWED_TYPES or attachments:
            raise ForbiddenPacketError("a packet of a type that is not used")
        if self.namespace not in {None, "/"} or self.id is not None:
            raise ForbiddenPacketError("a namespace, or an acknowledgement asked for")
        if self.packet_type == packets.EVENT:
            self._check_event()
        return 0

    def _check_event(self) -> None:
        name = self.data[0] if isinstance(self.data, list) and self.data else None
        if not isinstance(name, str) or name in RESERVED_EVENTS:
            raise ForbiddenPacketError("an event without a name, or a reserved one")
