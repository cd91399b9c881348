"""Accept, track and close the live connections of a server process.

A connection belongs to a signed-in device and one meeting, or to an idle enrolled
tablet. `handshake_middleware` has rejected all other devices; here the meeting is
checked and the channels are joined, before the browser reads its snapshot.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

import msgspec

from kiosk import timings
from kiosk.identity import Actor
from kiosk.live.channels import role_channel, sign_in_channel, tablet_channel
from kiosk.live.client_packets import REPORT_PREFIX, PacketKind, kind_of
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import LARGEST_ID
from kiosk.live.tablet_push import TabletPush
from kiosk.live.transport import (
    BINARY,
    InspectedSession,
    LiveSocketIo,
    LoopMonitor,
    MessageHandling,
)
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.wsgi_types import Environ

log = logging.getLogger(__name__)

# (environ, meeting id) -> the device's actor in the meeting, or None.
Authenticate = Callable[[Environ, int], Actor | None]
LastNumber = Callable[[int], int]
# (actor, number) -> the state at that number or a later one, as JSON; None: none.
State = Callable[[Actor, int], bytes | None]
# Sign-ins -> those of them that have ended, with the reason.
EndedAmong = Callable[[set[int]], dict[int, str]]


class Connections:
    """The live connections of one server process."""

    def __init__(
        self,
        socketio: LiveSocketIo,
        loop: LoopMonitor,
        presence: Presence,
        authenticate: Authenticate,
        ended_among: EndedAmong,
        tablets: TabletPush,
    ) -> None:
        """Answer connects with `authenticate`; `set_greeting_sources` is required.

        `tablets` keeps the connections of idle tablets.
        """
        self._tablets = tablets
        tablets.close_with(self._close_soon)
        self._loop, self._presence = loop, presence
        self._ended_among = ended_among
        self._socketio = socketio
        self._authenticate = authenticate
        self._last_number: LastNumber = lambda _meeting: 0
        self._state: State = lambda _actor, _number: None
        # Sign-in by Socket.IO sid.
        self._sign_ins: dict[str, int] = {}
        self._first_seen: dict[str, float] = {}
        # Flask-SocketIO's handlers would make a request context for each call.
        socketio.server.on("connect", self._on_connect)
        socketio.server.on("shown", self._on_report)
        socketio.set_handlers(self._forget, self._on_packet, self._handle_message)

    def set_greeting_sources(self, last_number: LastNumber, state: State) -> None:
        """Set the sources of the last sent number and of the state for greetings."""
        self._last_number, self._state = last_number, state

    def _on_connect(self, sid: str, environ: Environ, auth: Any = None) -> bool:
        try:
            has_joined = self._join(sid, environ, auth) and self._is_open(sid)
        except DatabaseUnavailable:
            has_joined = False  # the client tries again
        if not has_joined:
            self._forget(sid)
        return has_joined

    def _is_open(self, sid: str) -> bool:
        # Socket.IO does not notice that a connection was closed while it was joining.
        server = self._socketio.server
        return server.manager.eio_sid_from_sid(sid, "/") in server.environ

    def _join(self, sid: str, environ: Environ, auth: Any) -> bool:
        if isinstance(auth, dict) and auth.get("tablet") is True:
            return self._join_idle_tablet(sid, environ)
        meeting_id = auth.get("meeting") if isinstance(auth, dict) else None
        if not isinstance(meeting_id, int) or not 0 < meeting_id <= LARGEST_ID:
            return False
        tablet_id = self._tablets.tablet_of(environ)
        # Last, so that a sign-in that ends from here on is found by its channel.
        actor = self._authenticate(environ, meeting_id)
        if actor is None:
            return False
        enter = self._socketio.server.enter_room
        enter(sid, role_channel(actor.meeting_id, actor.role))
        enter(sid, sign_in_channel(actor.sign_in_id))
        if tablet_id is not None:
            enter(sid, tablet_channel(tablet_id))
        self._sign_ins[sid] = actor.sign_in_id
        self._presence.joined(sid, actor)
        self._send_greeting(sid, actor, auth.get("n"))
        return True

    def _join_idle_tablet(self, sid: str, environ: Environ) -> bool:
        """Join an enrolled tablet on which nobody is signed in to its own channel."""
        tablet_id = self._tablets.tablet_of(environ)
        if tablet_id is None:
            return False
        self._socketio.server.enter_room(sid, tablet_channel(tablet_id))
        self._tablets.joined(sid, tablet_id)
        return True

    def _send_greeting(self, sid: str, actor: Actor, known: object) -> None:
        # The channels are joined before the number is read, so that no event is missed.
        number = self._last_number(actor.meeting_id)
        spread = self._presence.spread(actor.meeting_id)
        hello: dict[str, Any] = {"n": number, "spread": spread}
        if isinstance(known, int) and known != number:
            # A reconnecting client gets the state with the greeting, without a request.
            state = self._state(actor, number)
            if state is not None:
                hello["state"] = msgspec.Raw(state)
        self._socketio.emit("hello", hello, to=sid)

    def _forget(self, sid: str) -> None:
        # May run inside an emit, so it must not block.
        self._presence.left(sid)
        self._tablets.left(sid)
        self._sign_ins.pop(sid, None)

    def _on_packet(self, eio_sid: str) -> None:
        sid = self._sid_of(eio_sid)
        if sid is not None:
            self._presence.renew_lease(sid)

    def _handle_message(
        self, eio_session: InspectedSession, opcode: int, payload: bytes
    ) -> MessageHandling:
        """Handle a report at once; only the first CONNECT is passed on to Socket.IO."""
        kind = PacketKind.FORBIDDEN if opcode == BINARY else kind_of(payload)
        if kind is PacketKind.CONNECT and not eio_session.has_joined:
            eio_session.has_joined = True
            return MessageHandling.QUEUED
        if kind in {PacketKind.CONNECT, PacketKind.FORBIDDEN}:
            return MessageHandling.REFUSED
        if kind is PacketKind.DISCONNECT:
            return MessageHandling.CLOSE
        if kind is PacketKind.REPORT_PREFIX:
            sid = self._sid_of(eio_session.sid)
            if sid is not None:
                self._presence.handle_report(sid, payload[len(REPORT_PREFIX) : -1])
        return MessageHandling.DONE

    def _sid_of(self, eio_sid: str) -> str | None:
        sid: str | None = self._socketio.server.manager.sid_from_eio_sid(eio_sid, "/")
        return sid

    def _on_report(self, sid: str, *values: object) -> None:
        self._presence.handle_report(sid, values[0] if len(values) == 1 else None)

    def count(self) -> int:
        """Return how many connections have joined."""
        return len(self._sign_ins) + len(self._tablets)

    def count_sockets(self) -> int:
        """Return how many WebSockets are open, joined or not."""
        return len(self._socketio.server.eio.sockets)

    def close_sign_in(self, sign_in_id: int, reason: str) -> None:
        """Send the reason to every connection of an ended sign-in, and close it."""
        server, channel = self._socketio.server, sign_in_channel(sign_in_id)
        sids = [sid for sid, _eio_sid in server.manager.get_participants("/", channel)]
        self._socketio.emit("signed_out", {"reason": reason}, to=channel)
        # The end is noticed in several ways; each connection receives one reason.
        for sid in sids:
            server.leave_room(sid, channel)
            self._sign_ins.pop(sid, None)
        self._close_soon(sids)

    def close_ended(self) -> None:
        """Close the connections of all sign-ins that have ended since."""
        open_now = set(self._sign_ins.values())
        ended = self._ended_among(open_now) if open_now else {}
        for sign_in_id, reason in ended.items():
            self._loop.yield_if_slow()
            self.close_sign_in(sign_in_id, reason)

    def _close_soon(self, sids: list[str]) -> None:
        if sids:
            self._socketio.start_background_task(self._close, sids)

    def _close(self, sids: list[str]) -> None:
        server = self._socketio.server
        for sid in sids:
            self._loop.yield_if_slow()
            eio_sid = server.manager.eio_sid_from_sid(sid, "/")
            server.disconnect(sid, namespace="/")
            if eio_sid is not None:
                # Browsers disconnect when told to, other clients may not.
                self._close_socket(eio_sid)

    def _close_socket(self, eio_sid: str) -> None:
        engine_socket = self._socketio.server.eio.sockets.get(eio_sid)
        if engine_socket is not None:
            engine_socket.close(wait=False)

    def reap(self) -> None:
        """Close sockets without a meeting or sign-in, for the lifetime of the server.

        engine.io lets a client hold a socket without CONNECT for ever, and does not
        know when a sign-in expires.
        """
        while True:
            self._socketio.sleep(timings.CONNECT_CHECK)
            try:
                self.reap_once(time.monotonic())
                self.close_ended()
            except DatabaseUnavailable:
                log.info("the database is unavailable; reaping continues later")
            except Exception:  # the reaper must survive any one failure
                log.exception("reaping failed; it continues")

    def reap_once(self, now: float) -> None:
        """Close sockets that have not joined within timings.CONNECT before `now`."""
        manager = self._socketio.server.manager
        open_sids = set(self._socketio.server.eio.sockets)
        for eio_sid in open_sids:
            self._first_seen.setdefault(eio_sid, now)
        for eio_sid in list(self._first_seen):
            if eio_sid not in open_sids:
                del self._first_seen[eio_sid]
            elif (
                manager.sid_from_eio_sid(eio_sid, "/") is None
                and now - self._first_seen[eio_sid] > timings.CONNECT
            ):
                log.info("closing a connection that never joined")
                self._close_socket(eio_sid)
