"""Who may connect, and what happens to a connection: joined, reaped, closed.

A connection belongs to a signed-in device and one meeting. The gate has already
refused devices that are not signed in; here the meeting is checked and the
channels are joined, before the browser reads its snapshot.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import request
from flask_socketio import SocketIO, join_room

from kiosk.identity import Actor
from kiosk.live.channels import role_channel, sign_in_channel
from kiosk.live.engine import MOST_WAITING, hang_up, waiting
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.pulse import hear_packets

log = logging.getLogger(__name__)

# A socket that never says CONNECT is closed after this many seconds.
CONNECT_SECONDS = 10
REAP_SECONDS = 5
# The largest number that names anything in the database.
LARGEST_ID = 2**63 - 1

Admit = Callable[[int], Actor | None]
LastNumber = Callable[[int], int]
EndedAmong = Callable[[set[int]], set[int]]


class Connections:
    """The live connections of one server process."""

    def __init__(
        self,
        socketio: SocketIO,
        admit: Admit,
        last_number: LastNumber,
        ended_among: EndedAmong,
        presence: Presence,
    ) -> None:
        """Answer connects with `admit` (who is this, in that meeting)."""
        self._presence = presence
        self._ended_among = ended_among
        self._socketio = socketio
        self._admit = admit
        self._last_number = last_number
        self._sids: dict[int, set[str]] = defaultdict(set)
        self._owner: dict[str, int] = {}
        self._first_seen: dict[str, float] = {}
        socketio.on_event("connect", self._connected)
        socketio.on_event("disconnect", self._disconnected)
        socketio.on_event("shown", self._shown)
        hear_packets(socketio, presence.heard)

    def _connected(self, auth: Any = None) -> bool:
        meeting_id = auth.get("meeting") if isinstance(auth, dict) else None
        if not isinstance(meeting_id, int) or not 0 < meeting_id <= LARGEST_ID:
            return False
        actor = self._admit(meeting_id)
        if actor is None:
            return False
        sid: str = request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
        join_room(role_channel(actor.meeting_id, actor.role))
        join_room(sign_in_channel(actor.sign_in_id))
        self._sids[actor.sign_in_id].add(sid)
        self._owner[sid] = actor.sign_in_id
        self._presence.joined(sid, actor)
        # Joined first, numbered second: nothing falls between the two.
        number = self._last_number(actor.meeting_id)
        spread = self._presence.spread(actor.meeting_id)
        self._socketio.emit("hello", {"n": number, "spread": spread}, to=sid)
        return True

    def _disconnected(self, _reason: object = None) -> None:
        # May run inside somebody else's emit: forget the connection, nothing more.
        sid: str = request.sid  # type: ignore[attr-defined]
        self._presence.left(sid)
        sign_in_id = self._owner.pop(sid, None)
        if sign_in_id is not None:
            self._sids[sign_in_id].discard(sid)
            if not self._sids[sign_in_id]:
                del self._sids[sign_in_id]

    def _shown(self, *said: object) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        # Whatever else a client may put into the event is no report.
        self._presence.shown(sid, said[0] if len(said) == 1 else None)

    def count(self) -> int:
        """Return how many connections there are."""
        return len(self._owner)

    def close_sign_in(self, sign_in_id: int) -> None:
        """Close every connection of a device that is no longer signed in."""
        sids = list(self._sids.get(sign_in_id, ()))
        if sids:
            self._socketio.start_background_task(self._close, sids)

    def close_ended(self, reason: str = "meeting_over") -> None:
        """Close the connections of every device whose sign-in has ended meanwhile."""
        for sign_in_id in self._ended_among(set(self._sids)) if self._sids else ():
            channel = sign_in_channel(sign_in_id)
            self._socketio.emit("signed_out", {"reason": reason}, to=channel)
            self.close_sign_in(sign_in_id)

    def _close(self, sids: list[str]) -> None:
        server = self._socketio.server
        for sid in sids:
            eio_sid = server.manager.eio_sid_from_sid(sid, "/")
            server.disconnect(sid, namespace="/")
            if eio_sid is not None:
                # A browser leaves when it is told to; others are shown out.
                self._hang_up(eio_sid)

    def _hang_up(self, eio_sid: str) -> None:
        # In a task of its own: one that will not go must not keep the others.
        self._socketio.start_background_task(hang_up, self._socketio, eio_sid)

    def reap(self) -> None:
        """Close sockets that have no business here, as long as the server lives.

        The protocol lets a client hold a socket without CONNECT for ever, lets what
        it does not read pile up, and knows nothing of a sign-in that has expired.
        """
        while True:
            self._socketio.sleep(REAP_SECONDS)
            try:
                self.reap_once(time.monotonic())
                self.drop_stalled()
                self.close_ended("signed_out")
            except Exception:  # the reaper must outlive any one failure
                log.exception("reaping failed; it goes on")

    def reap_once(self, now: float) -> None:
        """Close what is older than CONNECT_SECONDS at `now` and joined nothing."""
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
                and now - self._first_seen[eio_sid] > CONNECT_SECONDS
            ):
                log.info("closing a connection that never joined")
                self._hang_up(eio_sid)

    def drop_stalled(self) -> None:
        """Close the sockets of clients that have stopped reading."""
        for eio_sid, engine_socket in list(self._socketio.server.eio.sockets.items()):
            if waiting(engine_socket) > MOST_WAITING:
                log.warning("closing a connection that has stopped reading")
                self._hang_up(eio_sid)
