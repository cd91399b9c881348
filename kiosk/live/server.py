"""The Socket.IO server, with every setting that its defaults get wrong."""

import logging

from flask import Flask
from flask_socketio import SocketIO

from kiosk.live.engine import be_careful

# A tablet that is switched off is noticed within their sum, in seconds.
PING_INTERVAL = 10
PING_TIMEOUT = 8
# Browsers send a greeting and nothing more.
MAX_MESSAGE_BYTES = 16 * 1024

# Clients can make the libraries log at will, so only their errors are kept.
protocol_log = logging.getLogger("kiosk.live.protocol")


def make_socketio(app: Flask, async_mode: str) -> SocketIO:
    """Make the Socket.IO server of `app`; `async_mode` is eventlet or threading."""
    protocol_log.setLevel(logging.CRITICAL)
    socketio = SocketIO(
        app,
        async_mode=async_mode,
        # One client's events stay in order, and a slow handler holds only itself.
        async_handlers=False,
        transports=["websocket"],
        ping_interval=PING_INTERVAL,
        ping_timeout=PING_TIMEOUT,
        max_http_buffer_size=MAX_MESSAGE_BYTES,
        manage_session=False,
        serve_client=False,
        logger=protocol_log,
        engineio_logger=protocol_log,
    )
    be_careful(socketio)
    return socketio
