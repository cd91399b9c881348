"""Telling very many at once: encoded once, framed once, written straight to each.

RoomManager and their members stay python-socketio's; only the last step is ours. A client
for which something waits already gets its copy behind that.
"""

from collections.abc import Iterable
from typing import Any

import eventlet.semaphore
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from socketio import packet as socketio_packet

from kiosk.live.engineio_session import EngineIoSession, packet_frame
from kiosk.live.loop_monitor import LoopMonitor
from kiosk.live.rooms import RoomManager

# After so many clients the time is looked at.
STRIDE = 128


class FanOutManager(RoomManager):
    """The manager of Socket.IO's rooms in a process with many listeners."""

    def __init__(self, loop: LoopMonitor) -> None:
        """Breathe with `loop` during long broadcasts."""
        super().__init__()
        self._loop = loop
        self._turn = eventlet.semaphore.Semaphore()

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
            # Each recipient's packet carries a number of its own.
            super().emit(event, data, namespace, room, skip_sid, callback, **more)
            return
        skipped = set(skip_sid) if isinstance(skip_sid, list) else {skip_sid}
        packets = self._encode(event, data, namespace)
        # Whoever speaks during a long broadcast waits for its end: all hear both in
        # one order, and nobody who has left meanwhile hears the second.
        with self._turn:
            recipients = [
                eio_sid
                for sid, eio_sid in self._listeners(namespace, room)
                if sid not in skipped
            ]
            polled = self._send_all(recipients, packets)
        for eio_sid in polled:
            for packet in packets:
                self.server._send_eio_packet(eio_sid, packet)  # noqa: SLF001

    def _listeners(self, namespace: str, room: Any) -> Iterable[tuple[str, str]]:
        if namespace not in self.rooms:
            return ()
        listeners: Iterable[tuple[str, str]] = self.get_participants(namespace, room)
        return listeners

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
        """Write to all; return those who poll, and are engine.io's to serve."""
        sockets = self.server.eio.sockets
        polled = []
        # Attachments follow their event in one piece: nothing may come between.
        data = b"".join(packet_frame(packet.encode()) for packet in packets)
        for start in range(0, len(recipients), STRIDE):
            if start:
                self._loop.yield_to_network()
            for eio_sid in recipients[start : start + STRIDE]:
                eio_session = sockets.get(eio_sid)
                if isinstance(eio_session, EngineIoSession):
                    eio_session.websocket.write(data)
                elif eio_session is not None:
                    polled.append(eio_sid)
        return polled
