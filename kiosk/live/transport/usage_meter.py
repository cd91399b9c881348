"""The transport's interface to limits: what counts the usage of a socket."""

from typing import Any, Protocol

# Key of the WSGI environ for a WebSocket request's client, as its limiter knows it.
CLIENT_KEY = "kiosk.client"


class CountedConnection(Protocol):
    """A live connection as used by a limiter."""

    # On the monotonic clock, in seconds.
    last_received: float

    def close_with_reason(self, reason: str) -> None:
        """Close the connection with a close reason."""


class UsageMeter:
    """The usage of one socket; this class counts nothing."""

    __slots__ = ()

    def spend_bytes(self, count: int, now: float) -> None:
        """Count bytes received."""

    def spend_message(self, now: float) -> None:
        """Count a frame received."""

    def close(self) -> None:
        """Stop counting the socket."""


UNLIMITED = UsageMeter()


class SocketLimiter(Protocol):
    """Creates the meters of sockets."""

    def open(self, client: Any, connection: CountedConnection) -> UsageMeter:
        """Count a new socket of `client`, the environ's CLIENT_KEY."""
