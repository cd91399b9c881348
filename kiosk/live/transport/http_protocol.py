"""HTTP as eventlet speaks it, with what it lacks: fairness, deadlines, strictness."""

import contextlib
import socket
from collections.abc import Callable, Iterator
from typing import Any

import eventlet
import eventlet.wsgi

from kiosk import timings
from kiosk.identity import network_of
from kiosk.live.transport.body_framing import BAD_REQUEST, is_well_framed
from kiosk.live.transport.loop_monitor import LoopMonitor
from kiosk.live.transport.timed_body import TimedBody
from kiosk.live.transport.unauthenticated_connections import UnauthenticatedConnections

# Where a request carries the way to take its socket over.
DETACH_KEY = "kiosk.detach"


class _HeadTimeout(Exception):  # noqa: N818 never leaves this module
    """A head has not come in time."""


@contextlib.contextmanager
def _within_head_timeout() -> Iterator[None]:
    """Give up what is done within when the time for a request's head is over."""
    with (
        contextlib.suppress(_HeadTimeout),
        eventlet.Timeout(timings.REQUEST_HEAD, _HeadTimeout),
    ):
        yield


class _DetachedSocket:
    """Stands where a request's socket was, once that has been taken over."""

    def shutdown(self, _how: int) -> None:
        """Leave the socket open: it is somebody else's."""

    def close(self) -> None:
        """Leave the socket open."""


class FairHttpProtocol(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]
    """One HTTP connection: fair in a crowd, and able to give its socket away."""

    # Most requests of a tablet are small, and there are thousands of tablets.
    rbufsize, wbufsize = 4096, 4096
    loop: LoopMonitor
    request: Any
    connection: Any
    _is_detached = False
    # As much of a request's head as was there when its first line was read.
    _beginning = b""

    unauthenticated: UnauthenticatedConnections
    # Whether a request on this connection came from a signed-in device.
    _is_known = False

    def parse_request(self) -> bool:
        """Read the request's head, when its turn has come."""
        head, self._beginning = self._beginning, b""
        self.loop.yield_if_slow(head)
        is_read = False
        with self._counted_while_waiting(), _within_head_timeout():
            is_read = bool(super().parse_request())
        if is_read and is_well_framed(self.headers):
            return True
        if is_read:
            self.wfile.write(BAD_REQUEST)
        self.close_connection = 1
        return False

    def _read_request_line(self) -> Any:
        """Wait for a request, and then not long for its first line.

        A byte now and then keeps the socket's own time-out from ending it.
        """
        with self._counted_while_waiting():
            try:
                self.connection.settimeout(self.server.keepalive)
                self._beginning = self.rfile.peek(1)
                if not self._beginning:
                    return b""
            except (OSError, ValueError):
                return b""
            line = b""
            with _within_head_timeout():
                line = super()._read_request_line()
        return line

    @contextlib.contextmanager
    def _counted_while_waiting(self) -> Iterator[None]:
        """Count the connection among those that have shown no session."""
        leave = self._enter()
        try:
            yield
        finally:
            leave()

    def _enter(self) -> Callable[[], None]:
        if self._is_known:
            return _do_nothing
        return self.unauthenticated.enter(
            network_of(str(self.client_address[0])), self._cut
        )

    def _cut(self) -> None:
        with contextlib.suppress(OSError):
            self.request.shutdown(socket.SHUT_RDWR)

    def _end_after_response(self) -> None:
        self.close_connection = 1

    def get_environ(self) -> dict[str, Any]:
        """Let the application take the socket over, and its body come in time."""
        environ: dict[str, Any] = super().get_environ()
        environ[DETACH_KEY] = self._detach
        self._is_known = self._is_known or self.unauthenticated.is_known_device(environ)
        body = TimedBody(
            environ["eventlet.input"],
            self._end_after_response,
            self._enter,
            # Not whether the connection is known: nginx sends everybody's requests
            # through the same ones.
            is_known=lambda: self.unauthenticated.is_known_device(environ),
        )
        environ["wsgi.input"] = environ["eventlet.input"] = body
        return environ

    def _detach(self) -> tuple[socket.socket, bytes]:
        green = self.request
        green.setblocking(0)
        # What came together with the request's head is the new owner's.
        received = self.rfile.peek()
        wire = green.fd
        bare = type(wire)(wire.family, wire.type, wire.proto, fileno=wire.detach())
        self.connection = self.request = self.conn_state[1] = _DetachedSocket()
        self._is_detached = True
        return bare, received

    def finish(self) -> None:
        """Close what is still ours."""
        if self._is_detached:
            self.environ = None
        else:
            super().finish()


def _do_nothing() -> None:
    """Have nothing to end."""


def make_protocol(
    loop: LoopMonitor, unauthenticated: UnauthenticatedConnections
) -> type[FairHttpProtocol]:
    """Return the protocol whose requests take turns on `loop`.

    Its connections are counted by `unauthenticated` until a signed-in device has used
    them.
    """
    return type(
        "Protocol",
        (FairHttpProtocol,),
        {"loop": loop, "unauthenticated": unauthenticated},
    )
