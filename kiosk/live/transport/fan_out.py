"""Emit one event to very many clients: encode and frame it once, write it to each.

Rooms and members stay python-socketio's; only the last step is replaced. A client with
a backlog gets its copy behind that.
"""

from collections.abc import Iterable
from typing import Any

import eventlet.semaphore
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from socketio import packet as socketio_packet

from kiosk.live.transport.engineio_session import EngineIoSession, packet_frame
from kiosk.live.transport.loop_monitor import LoopMonitor
from kiosk.live.transport.rooms import RoomManager

# After so many clients the loop's time is checked.
CLIENTS_PER_CHECK = 128


class FanOutManager(RoomManager):
    """A room manager for a process with many clients."""

    def __init__(self, loop: LoopMonitor) -> None:
        super().__init__()
        self._loop = loop
        self._emit_lock = eventlet.semaphore.Semaphore()

    def emit(  # noqa: PLR0913, PLR0917 python-socketio's signature
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **more: Any,
    ) -> None:
        """Send an event to one client, a room or everybody in the namespace."""
        room = to or room
        if callback:
            # With a callback each recipient's packet carries its own acknowledgement
            # number.
            super().emit(event, data, namespace, room, skip_sid, callback, **more)
            return
        skipped = set(skip_sid) if isinstance(skip_sid, list) else {skip_sid}
        packets = self._encode(event, data, namespace)
        # Emits are serialised: all clients receive them in one order, and a client that
        # leaves during the first does not receive the second.
        with self._emit_lock:
            recipients = [
                eio_sid
                for sid, eio_sid in self._recipients(namespace, room)
                if sid not in skipped
            ]
            polled = self._send_all(recipients, packets)
        for eio_sid in polled:
            for packet in packets:
                self.server._send_eio_packet(eio_sid, packet)  # noqa: SLF001

    def _recipients(self, namespace: str, room: Any) -> Iterable[tuple[str, str]]:
        if namespace not in self.rooms:
            return ()
        recipients: Iterable[tuple[str, str]] = self.get_participants(namespace, room)
        return recipients

    def _encode(self, event: str, data: Any, namespace: str) -> list[EnginePacket]:
        values = list(data) if isinstance(data, tuple) else [data]
        packet = self.server.packet_class(
            socketio_packet.EVENT,
            namespace=namespace,
            data=[event, *(values if data is not None else [])],
        )
        encoded = packet.encode()
        whole = encoded if isinstance(encoded, list) else [encoded]
        return [EnginePacket(MESSAGE, part) for part in whole]

    def _send_all(
        self, recipients: list[str], packets: list[EnginePacket]
    ) -> list[str]:
        """Write to all; return the clients that use polling, which engine.io serves."""
        sockets = self.server.eio.sockets
        polled = []
        # Binary attachments follow their event without anything in between.
        data = b"".join(packet_frame(packet.encode()) for packet in packets)
        for start in range(0, len(recipients), CLIENTS_PER_CHECK):
            if start:
                self._loop.yield_to_network()
            for eio_sid in recipients[start : start + CLIENTS_PER_CHECK]:
                eio_session = sockets.get(eio_sid)
                if isinstance(eio_session, EngineIoSession):
                    eio_session.websocket.write(data)
                elif eio_session is not None:
                    polled.append(eio_sid)
        return polled
