"""Define which packets a client may send on the live channel.

A browser sends four: it joins (once), reports what it shows, leaves, and answers pings.
Events of other names are ignored, for compatibility with pages of a later version.
Everything else that Socket.IO allows (binary packets, acknowledgements, other
namespaces) closes the connection, because the libraries keep state for it.
"""

from enum import Enum
from typing import Any

from socketio import packet as packets
from socketio.packet import Packet

# Beginnings of messages: engine.io's packet type, then Socket.IO's.
_CONNECT, _DISCONNECT, _EVENT = b"40", b"41", b"42["
REPORT_PREFIX = b'42["shown",'

# Names reserved by Socket.IO: the server calls their handlers itself.
RESERVED_EVENTS = frozenset(
    {"connect", "connect_error", "disconnect", "disconnecting", "*"}
)
_ALLOWED_TYPES = {packets.CONNECT, packets.DISCONNECT, packets.EVENT}


class PacketKind(Enum):
    """The kind of a client's message."""

    CONNECT = "connect"
    DISCONNECT = "disconnect"
    # What the client shows: the event `shown`.
    REPORT_PREFIX = "report"
    # Any other event.
    IGNORED = "ignored"
    FORBIDDEN = "forbidden"


def kind_of(message: bytes) -> PacketKind:
    """Return the kind of a text message by its beginning; the rest is not checked."""
    if message.startswith(REPORT_PREFIX):
        return PacketKind.REPORT_PREFIX
    if message.startswith(_EVENT):
        return PacketKind.IGNORED
    # Only the default namespace, which has no name, and nothing after a disconnect.
    if message.startswith(_CONNECT) and message[2:3] in {b"", b"{"}:
        return PacketKind.CONNECT
    if message == _DISCONNECT:
        return PacketKind.DISCONNECT
    return PacketKind.FORBIDDEN


class ForbiddenPacketError(ValueError):
    """A client has sent a packet that is not used here."""


class ClientPacket(Packet):  # type: ignore[misc]
    """A Socket.IO packet that rejects what our own clients never send.

    `kind_of` filters WebSocket messages earlier; this also covers the transports of
    engine.io.
    """

    def decode(self, encoded_packet: Any) -> int:
        """Decode a packet.

        :raises ForbiddenPacketError: it is not one of those used here.
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
