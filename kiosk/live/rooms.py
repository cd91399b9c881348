"""Socket.IO's rooms, in which every client's own are known."""

from collections.abc import Callable
from typing import Any

from socketio.manager import Manager


class RoomManager(Manager):  # type: ignore[misc]
    """The manager of Socket.IO's rooms.

    A client leaves all its rooms in `basic_disconnect`, however it goes. What else is
    kept of it is dropped there too, so that the two cannot disagree.
    """

    def __init__(self) -> None:
        """Start without clients."""
        super().__init__()
        # python-socketio looks through all rooms for those of one who leaves: with a
        # room for each tablet, ten thousand who leave together would take a minute.
        self._rooms_of: dict[tuple[str, str], list[Any]] = {}
        self._on_leave: Callable[[str], None] = lambda _sid: None

    def on_leave(self, forget: Callable[[str], None]) -> None:
        """Call `forget` with the sid of each client that has left; it must not wait."""
        self._on_leave = forget

    def basic_enter_room(
        self, sid: str, namespace: str, room: Any, eio_sid: str | None = None
    ) -> None:
        """Let a client into a room."""
        super().basic_enter_room(sid, namespace, room, eio_sid)
        rooms = self._rooms_of.setdefault((namespace, sid), [])
        if room not in rooms:
            rooms.append(room)

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Let a client out of a room."""
        super().basic_leave_room(sid, namespace, room)
        rooms = self._rooms_of.get((namespace, sid), [])
        if room in rooms:
            rooms.remove(room)

    def basic_disconnect(self, sid: str, namespace: str, **_more: Any) -> None:
        """Let a client out of all rooms, and forget what it was asked."""
        for room in self._rooms_of.pop((namespace, sid), ()):
            super().basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            sids = pending.get(namespace, [])
            if sid in sids:
                sids.remove(sid)
            if not sids:
                pending.pop(namespace, None)
        self._on_leave(sid)

    def get_rooms(self, sid: str, namespace: str) -> list[Any]:
        """Return the rooms a client is in."""
        rooms = self._rooms_of.get((namespace, sid), ())
        return [room for room in rooms if room is not None]
