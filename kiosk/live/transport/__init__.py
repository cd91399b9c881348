"""Carry WebSockets and HTTP over eventlet; everything others may use is named here.

What it replaces in engine.io and eventlet, and how to go back: see README.md.
"""

from kiosk.live.transport.blocking_calls import runner_for
from kiosk.live.transport.engineio_session import InspectedSession, MessageHandling
from kiosk.live.transport.http_server import AcceptOptions, serve
from kiosk.live.transport.loop_monitor import ROUND_BUCKETS, LoopMonitor
from kiosk.live.transport.priority import (
    ARRIVING,
    HEALTH_CHECK,
    Priority,
    Rank,
    is_health_check,
    read_head,
)
from kiosk.live.transport.socketio_server import LiveSocketIo, make_socketio
from kiosk.live.transport.unauthenticated_connections import UnauthenticatedConnections
from kiosk.live.transport.usage_meter import CLIENT_KEY, CountedConnection, UsageMeter
from kiosk.live.transport.websocket_frames import (
    BINARY,
    POLICY_VIOLATION,
    WebSocketError,
)

__all__ = [
    "ARRIVING",
    "BINARY",
    "CLIENT_KEY",
    "HEALTH_CHECK",
    "POLICY_VIOLATION",
    "ROUND_BUCKETS",
    "AcceptOptions",
    "CountedConnection",
    "InspectedSession",
    "LiveSocketIo",
    "LoopMonitor",
    "MessageHandling",
    "Priority",
    "Rank",
    "UnauthenticatedConnections",
    "UsageMeter",
    "WebSocketError",
    "is_health_check",
    "make_socketio",
    "read_head",
    "runner_for",
    "serve",
]
