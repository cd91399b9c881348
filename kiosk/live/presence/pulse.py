"""Hears every packet that a client sends, pongs too: engine.io tells of none."""

from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO


class _Heard:
    """A WebSocket that says when something came in."""

    def __init__(self, websocket: Any, heard: Callable[[], None]) -> None:
        self._websocket, self._heard = websocket, heard

    def wait(self) -> Any:
        packet = self._websocket.wait()
        if packet is not None:
            self._heard()
        return packet

    def __getattr__(self, name: str) -> Any:
        return getattr(self._websocket, name)


def hear_packets(socketio: SocketIO, heard: Callable[[str], None]) -> None:
    """Call `heard` with a connection's sid for every packet that comes from it."""
    engine, manager = socketio.server.eio, socketio.server.manager
    drivers = engine._async  # noqa: SLF001 engine.io has no public place for it
    driver = drivers["websocket"]

    def hearing_driver(handler: Any, server: Any) -> Any:
        eio_sid = handler.__self__.sid

        def tell() -> None:
            sid = manager.sid_from_eio_sid(eio_sid, "/")
            if sid is not None:
                heard(sid)

        return driver(lambda websocket: handler(_Heard(websocket, tell)), server)

    engine._async = {**drivers, "websocket": hearing_driver}  # noqa: SLF001
