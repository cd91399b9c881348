"""Durations of connections and of the live channel, in seconds: one place for all.

They keep their ratios: KIOSK_TIME_SCALE shortens all by one factor, which tests use
to wait less. Durations that only one function needs stay beside it.
"""

import os
from typing import Final

from kiosk.parsing import time_scale


def _read_scale() -> float:
    # A bad value is refused in words where settings are read (`config.read_config`).
    try:
        return time_scale(os.environ.get("KIOSK_TIME_SCALE", "1"))
    except ValueError:
        return 1.0


_SCALE: Final = _read_scale()

# A connection without a request is closed after this; nginx, which closes its own
# sooner, does not know the scale.
KEEPALIVE: Final = 20.0
# One whose request stands still makes room for others; WebSockets are exempt.
REQUEST_STALL: Final = 15 * _SCALE
# From its first byte on a request's head may take so long; a tablet on weak Wi-Fi sends
# it in one packet or two.
REQUEST_HEAD: Final = 15 * _SCALE

# A body may be waited for so long, and as long again for each 30 s that it takes at the
# least rate (`live.limits.BODY_BYTES_PER_SECOND`).
REQUEST_BODY: Final = 30 * _SCALE

# engine.io announces whole seconds: a fraction would reach clients as 0.
PING_INTERVAL: Final = max(1, round(10 * _SCALE))
PING_TIMEOUT: Final = max(1, round(8 * _SCALE))
# A WebSocket that never sends CONNECT is closed after this.
CONNECT: Final = 10 * _SCALE
# Pause between two searches for such WebSockets.
CONNECT_CHECK: Final = 5 * _SCALE
# A client to which nothing could be written for so long has stopped reading.
WRITE_STALL: Final = 10 * _SCALE

# A connection that survived both ping times was overlooked: its tablet is gone.
PRESENCE_LEASE: Final = PING_INTERVAL + PING_TIMEOUT + 2 * _SCALE
# Tablets without WebSocket ask every 5 to 10 s, in their own time: not scaled.
POLL_LEASE: Final = 15.0
# A gone tablet is not yet lost: a flap of Wi-Fi lasts 5 s.
PRESENCE_GRACE: Final = 6 * _SCALE
# Beyond the spread of reports: for the network, a slow picture and a busy tablet.
REPORT_TIMEOUT: Final = 4 * _SCALE
# A page that has just been turned has this long to arrive before it is counted.
PAGE_SETTLE: Final = 0.7 * _SCALE
MAX_PAGE_SETTLE: Final = 2 * _SCALE
# Pause between two looks at the presence table.
PRESENCE_STEP: Final = 0.5 * _SCALE
# A count that is due is held back no longer than this.
MAX_COUNT_DELAY: Final = 4 * _SCALE

# Events of which a channel needs only the last wait for so long and are sent as one.
EVENT_GROUPING: Final = 0.5 * _SCALE
# The devices of one person are told at most so often that their notes have changed.
USER_PUSH_INTERVAL: Final = 0.5 * _SCALE

# Server processes send each other heartbeats; one silent for so long is dead.
PEER_HEARTBEAT: Final = 2 * _SCALE
PEER_SILENCE: Final = 7 * _SCALE
# Pause before a peer's whole table is requested again.
PEER_REQUEST: Final = 1 * _SCALE

# Pause between two searches for papers whose publication has expired.
EXPIRY_CHECK: Final = 1 * _SCALE
