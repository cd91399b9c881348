"""A Socket.IO room manager that indexes rooms by client."""

from collections.abc import Callable
from typing import Any

from socketio.manager import Manager


class RoomManager(Manager):  # type: ignore[misc]
    """The manager of Socket.IO's rooms.

    A client leaves all its rooms in `basic_disconnect`, whatever the cause. All other
    state of a client is dropped there too, so that both stay consistent.
    """

    def __init__(self) -> None:
        super().__init__()
        # python-socketio searches all rooms when a client leaves: with one room per
        # tablet, ten thousand clients leaving together would take a minute.
        self._rooms_of: dict[tuple[str, str], list[Any]] = {}
        self._on_leave: Callable[[str], None] = lambda _sid: None

    def on_leave(self, forget: Callable[[str], None]) -> None:
        """Call `forget` with the sid of each client that left; it must not block."""
        self._on_leave = forget

    def basic_enter_room(
        self, sid: str, namespace: str, room: Any, eio_sid: str | None = None
    ) -> None:
        """Add a client to a room."""
        super().basic_enter_room(sid, namespace, room, eio_sid)
        rooms = self._rooms_of.setdefault((namespace, sid), [])
        if room not in rooms:
            rooms.append(room)

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Remove a client from a room."""
        super().basic_leave_room(sid, namespace, room)
        rooms = self._rooms_of.get((namespace, sid), [])
        if room in rooms:
            rooms.remove(room)

    def basic_disconnect(self, sid: str, namespace: str, **_more: Any) -> None:
        """Remove a client from all rooms; drop its callbacks and pending packets."""
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
        """Return the rooms of a client."""
        rooms = self._rooms_of.get((namespace, sid), ())
        return [room for room in rooms if room is not None]
