"""A server that does not listen, and clients at its sockets, for the state machine.

Import it only in a process with green threads.
"""

import contextlib
from pathlib import Path

import eventlet
import eventlet.patcher
from sqlalchemy import func, select

from kiosk.accounts.models import SignIn
from kiosk.app import create_server
from kiosk.client.packets import LIVE_PATH
from kiosk.config import read_config
from kiosk.live.channels import sign_in_channel
from kiosk.live.transport.engineio_session import EngineIoSession
from kiosk.live.transport.http_protocol import DETACH_KEY
from tests.migrated_database import new_data_folder
from tests.scene import Scene

# Non-blocking sockets, as the server's own.
socket = eventlet.patcher.original("socket")
ADDRESS = "10.0.0.7"


class Client:
    """The client's end of a WebSocket."""

    def __init__(self, socket_end, device: int) -> None:
        self.socket_end, self.device = socket_end, device
        self.socket_end.setblocking(False)

    def send(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            self.socket_end.send(data)

    def receive(self) -> bytes:
        """Return all bytes received so far."""
        received = b""
        with contextlib.suppress(OSError):
            while data := self.socket_end.recv(65_536):
                received += data
        return received


class ProtocolServer:
    """A server that does not listen, and its meeting."""

    def __init__(self, folder: str) -> None:
        data = new_data_folder(Path(folder))
        self.server = create_server(read_config({"KIOSK_DATA": str(data)}))
        self.server.broadcast.load_last_numbers()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.scene = Scene(self.server.store)
        self.meeting = self.scene.make_meeting()
        self.member = self.scene.make_member(self.meeting)
        self.engine = self.server.socketio.server.eio
        self.manager = self.server.socketio.server.manager

    def sign_in(self) -> tuple[int, str]:
        """Sign a new device in; return the sign-in's id and the cookie's value."""
        token = self.scene.sign_in(self.member)
        with self.server.store.read_session() as session:
            return session.scalars(select(func.max(SignIn.id))).one(), token

    def _pair(self):
        ours = socket.create_connection(self.listener.getsockname())
        theirs, _address = self.listener.accept()
        theirs.setblocking(False)
        return ours, theirs

    def open(self, token: str, device: int) -> Client | None:
        """Perform a handshake; None: rejected."""
        ours, theirs = self._pair()
        path, _, query = LIVE_PATH.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REMOTE_ADDR": ADDRESS,
            "HTTP_HOST": "kiosk",
            "HTTP_UPGRADE": "websocket",
            "HTTP_CONNECTION": "Upgrade",
            "HTTP_SEC_WEBSOCKET_VERSION": "13",
            "HTTP_SEC_WEBSOCKET_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
            "HTTP_COOKIE": f"kiosk={token}",
            DETACH_KEY: lambda: (theirs, b""),
        }
        refused: list[str] = []
        self.server.app.wsgi_app(
            environ, lambda websocket, _headers: refused.append(websocket)
        )
        if refused:
            theirs.close()
            ours.close()
            return None
        assert theirs.fileno() in {
            eio_session.websocket._socket.fileno()
            for eio_session in self.engine.sockets.values()
        }
        return Client(ours, device)

    def settle(self) -> None:
        """Run all green threads that are ready."""
        for _ in range(20):
            eventlet.sleep(0)

    def publish(self) -> None:
        """Send the events that are due."""
        for _ in range(2):
            self.server.broadcast.step(0.001)
        self.settle()

    def check_agreement(self, ended: set[int]) -> None:
        """Compare all registries of connections; `ended`: revoked sign-ins."""
        server, manager = self.server.socketio.server, self.manager
        connections = self.server.connections
        rooms = manager.rooms.get("/", {})
        connected = dict(rooms.get(None, {}))
        assert set(manager.rooms) <= {"/"}
        assert set(connected.values()) <= set(self.engine.sockets)
        assert set(server.environ) == set(self.engine.sockets)
        assert {sid for members in rooms.values() for sid in members} == set(connected)
        assert {sid for _namespace, sid in manager._rooms_of} == set(connected)
        assert set(connections._sign_ins) == set(connected)
        for sid, sign_in in connections._sign_ins.items():
            assert sid in rooms[sign_in_channel(sign_in)]
        assert set(connections._presence._local._connections) == set(connected)
        assert connections.count() == len(connected)
        assert self.engine.limiter.sockets == len(self.engine.sockets)
        assert not manager.pending_connect
        assert not manager.pending_disconnect
        assert not manager.callbacks
        assert not server._binary_packet
        for sign_in in ended:
            assert sign_in_channel(sign_in) not in rooms
        for eio_session in self.engine.sockets.values():
            assert isinstance(eio_session, EngineIoSession)
            assert eio_session._messages is None
