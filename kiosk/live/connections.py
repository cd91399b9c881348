"""Who may connect, and what happens to a connection: joined, reaped, closed.

A connection belongs to a signed-in device and one meeting, or to a tablet of the house
that idles. The gate has already refused all other devices; here the meeting is checked
and the channels are joined, before the browser reads its snapshot.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

import msgspec
from flask_socketio import SocketIO

from kiosk import timings
from kiosk.identity import Actor
from kiosk.live import websocket_frames
from kiosk.live.channels import role_channel, sign_in_channel, tablet_channel
from kiosk.live.client_packets import REPORT_PREFIX, PacketKind, kind_of
from kiosk.live.engineio_server import EngineIoServer
from kiosk.live.engineio_session import EngineIoSession, MessageHandling
from kiosk.live.loop_monitor import LoopMonitor
from kiosk.live.presence.presence import Presence
from kiosk.live.tablet_push import TabletPush
from kiosk.storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

# The largest number that names anything in the database.
LARGEST_ID = 2**63 - 1

Environ = dict[str, Any]
# Who the request's device is in the meeting, if anybody.
Authenticate = Callable[[Environ, int], Actor | None]
LastNumber = Callable[[int], int]
# The meeting's state as JSON, as this actor may see it, at a number or a later one.
State = Callable[[Actor, int], bytes | None]
EndedAmong = Callable[[set[int]], set[int]]


class Connections:
    """The live connections of one server process."""

    def __init__(
        self,
        socketio: SocketIO,
        loop: LoopMonitor,
        presence: Presence,
        authenticate: Authenticate,
        ended_among: EndedAmong,
        tablets: TabletPush,
    ) -> None:
        """Answer connects with `authenticate`, once `greet_with` has been called.

        `tablets` knows those of the house.
        """
        self._tablets = tablets
        tablets.close_with(self._close_soon)
        self._loop, self._presence = loop, presence
        self._ended_among = ended_among
        self._socketio = socketio
        self._authenticate = authenticate
        self._last_number: LastNumber = lambda _meeting: 0
        self._state: State = lambda _actor, _number: None
        # The sign-in of each connection; which they are, the channels say.
        self._sign_ins: dict[str, int] = {}
        self._first_seen: dict[str, float] = {}
        # Without Flask around them: each tablet would pay for a request that is none.
        socketio.server.on("connect", self._connected)
        socketio.server.on("shown", self._shown)
        # Not by an event: a client could name one so.
        socketio.server.manager.on_leave(self._forget)
        engine = socketio.server.eio
        if isinstance(engine, EngineIoServer):
            engine.listen(self._heard, self._inspect)

    def greet_with(self, last_number: LastNumber, state: State) -> None:
        """Say where to learn what a newcomer must be told."""
        self._last_number, self._state = last_number, state

    def _connected(self, sid: str, environ: Environ, auth: Any = None) -> bool:
        try:
            return self._join(sid, environ, auth) and self._is_open(sid)
        except DatabaseUnavailable:
            return False  # a screen that is refused knocks again

    def _is_open(self, sid: str) -> bool:
        # A connection closed while it joins would be kept: Socket.IO passes it over.
        server = self._socketio.server
        return server.manager.eio_sid_from_sid(sid, "/") in server.environ

    def _join(self, sid: str, environ: Environ, auth: Any) -> bool:
        if isinstance(auth, dict) and auth.get("tablet") is True:
            return self._join_idle(sid, environ)
        meeting_id = auth.get("meeting") if isinstance(auth, dict) else None
        if not isinstance(meeting_id, int) or not 0 < meeting_id <= LARGEST_ID:
            return False
        tablet_id = self._tablets.tablet_of(environ)
        # Asked last: whoever is signed out from here on is found in the channel.
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
        self._greet(sid, actor, auth.get("n"))
        return True

    def _join_idle(self, sid: str, environ: Environ) -> bool:
        """Let a tablet of the house that nobody is signed in on hear its calls."""
        tablet_id = self._tablets.tablet_of(environ)
        if tablet_id is None:
            return False
        self._socketio.server.enter_room(sid, tablet_channel(tablet_id))
        self._tablets.joined(sid, tablet_id)
        return True

    def _greet(self, sid: str, actor: Actor, known: object) -> None:
        # Joined first, numbered second: nothing falls between the two.
        number = self._last_number(actor.meeting_id)
        spread = self._presence.spread(actor.meeting_id)
        hello: dict[str, Any] = {"n": number, "spread": spread}
        if isinstance(known, int) and known != number:
            # One that comes back is told what it missed, in place of a request each.
            state = self._state(actor, number)
            if state is not None:
                hello["state"] = msgspec.Raw(state)
        self._socketio.emit("hello", hello, to=sid)

    def _forget(self, sid: str) -> None:
        # May run inside somebody else's emit: forget the connection, nothing more.
        self._presence.left(sid)
        self._tablets.left(sid)
        self._sign_ins.pop(sid, None)

    def _heard(self, eio_sid: str) -> None:
        sid = self._sid_of(eio_sid)
        if sid is not None:
            self._presence.heard(sid)

    def _inspect(
        self, eio_session: EngineIoSession, opcode: int, payload: bytes
    ) -> MessageHandling:
        """Take a report of what is shown at once, and let only a join pass."""
        kind = (
            PacketKind.FORBIDDEN
            if opcode == websocket_frames.BINARY
            else kind_of(payload)
        )
        if kind is PacketKind.CONNECT and not eio_session.has_joined:
            eio_session.has_joined = True
            return MessageHandling.QUEUED
        if kind in {PacketKind.CONNECT, PacketKind.FORBIDDEN}:
            return MessageHandling.REFUSED
        if kind is PacketKind.DISCONNECT:
            eio_session.websocket.end()
        elif kind is PacketKind.REPORT_PREFIX:
            sid = self._sid_of(eio_session.sid)
            if sid is not None:
                self._presence.shown(sid, payload[len(REPORT_PREFIX) : -1])
        return MessageHandling.DONE

    def _sid_of(self, eio_sid: str) -> str | None:
        sid: str | None = self._socketio.server.manager.sid_from_eio_sid(eio_sid, "/")
        return sid

    def _shown(self, sid: str, *said: object) -> None:
        # Whatever else a client may put into the event is no report.
        self._presence.shown(sid, said[0] if len(said) == 1 else None)

    def count(self) -> int:
        """Return how many connections have joined."""
        return len(self._sign_ins) + len(self._tablets)

    def count_sockets(self) -> int:
        """Return how many WebSockets are open, whether they have joined or not."""
        return len(self._socketio.server.eio.sockets)

    def close_sign_in(self, sign_in_id: int) -> None:
        """Close every connection of a device that is no longer signed in."""
        self._close_soon(self._sids_of(sign_in_id))

    def _sids_of(self, sign_in_id: int) -> list[str]:
        channel = sign_in_channel(sign_in_id)
        members = self._socketio.server.manager.get_participants("/", channel)
        return [sid for sid, _eio_sid in members]

    def close_ended(self, reason: str = "meeting_over") -> None:
        """Close the connections of every device whose sign-in has ended meanwhile."""
        sids: list[str] = []
        open_now = set(self._sign_ins.values())
        for sign_in_id in self._ended_among(open_now) if open_now else ():
            self._loop.yield_if_slow()
            channel = sign_in_channel(sign_in_id)
            self._socketio.emit("signed_out", {"reason": reason}, to=channel)
            sids += self._sids_of(sign_in_id)
        self._close_soon(sids)

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
                # A browser leaves when it is told to; others are shown out.
                self._hang_up(eio_sid)

    def _hang_up(self, eio_sid: str) -> None:
        engine_socket = self._socketio.server.eio.sockets.get(eio_sid)
        if engine_socket is not None:
            engine_socket.close(wait=False)

    def reap(self) -> None:
        """Close sockets that have no business here, as long as the server lives.

        The protocol lets a client hold a socket without CONNECT for ever, and knows
        nothing of a sign-in that has expired.
        """
        while True:
            self._socketio.sleep(timings.CONNECT_CHECK)
            try:
                self.reap_once(time.monotonic())
                self.close_ended("signed_out")
            except DatabaseUnavailable:
                log.info("the database is away; reaping goes on when it is back")
            except Exception:  # the reaper must outlive any one failure
                log.exception("reaping failed; it goes on")

    def reap_once(self, now: float) -> None:
        """Close what is older than timings.CONNECT at `now` and joined nothing."""
        engine = self._socketio.server.eio
        manager = self._socketio.server.manager
        open_sids = set(engine.sockets)
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
                self._hang_up(eio_sid)
