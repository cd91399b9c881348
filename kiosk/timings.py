"""Define the durations of connections and of the live channel, in seconds.

KIOSK_TIME_SCALE multiplies all by one factor, so their ratios stay; tests use it to
wait less. Durations used by one module stay there.
"""

import os
from typing import Final

from kiosk.parsing import time_scale


def _read_scale() -> float:
    # Invalid values are reported by `config.read_config`.
    try:
        return time_scale(os.environ.get("KIOSK_TIME_SCALE", "1"))
    except ValueError:
        return 1.0


_SCALE: Final = _read_scale()

# An idle keep-alive connection is closed after this. Not scaled: nginx closes its own
# connections sooner and does not know the scale.
KEEPALIVE: Final = 20.0
# A connection whose request makes no progress is closed; WebSockets are exempt.
REQUEST_STALL: Final = 15 * _SCALE
# From the first byte of a request's head to its last; a tablet on weak Wi-Fi sends it
# in one packet or two.
REQUEST_HEAD: Final = 15 * _SCALE

# The timeout for a body, extended by as much for each 30 s of transfer at the minimum
# rate (`live.limits.BODY_BYTES_PER_SECOND`).
REQUEST_BODY: Final = 30 * _SCALE

# engine.io announces whole seconds: a fraction would reach clients as 0.
PING_INTERVAL: Final = max(1, round(10 * _SCALE))
PING_TIMEOUT: Final = max(1, round(8 * _SCALE))
# A WebSocket that never sends CONNECT is closed after this.
CONNECT: Final = 10 * _SCALE
# The interval of the check for such WebSockets.
CONNECT_CHECK: Final = 5 * _SCALE
# A client is disconnected when nothing could be written to it for this long.
WRITE_STALL: Final = 10 * _SCALE

# Safety net: a connection silent beyond both ping times is dropped from presence.
PRESENCE_LEASE: Final = PING_INTERVAL + PING_TIMEOUT + 2 * _SCALE
# Tablets without a WebSocket poll every 5 to 10 s; not scaled.
POLL_LEASE: Final = 15.0
# A tablet counts as lost only after this: a Wi-Fi reconnect takes 5 s.
PRESENCE_GRACE: Final = 6 * _SCALE
# Added to the report spread, for the network, slow rendering and a busy tablet.
REPORT_TIMEOUT: Final = 4 * _SCALE
# A page that has just been turned has this long to arrive before it is counted.
PAGE_SETTLE: Final = 0.7 * _SCALE
MAX_PAGE_SETTLE: Final = 2 * _SCALE
# The interval of the presence publisher.
PRESENCE_STEP: Final = 0.5 * _SCALE
# A due count is delayed at most this long.
MAX_COUNT_DELAY: Final = 4 * _SCALE

# Grouped events of a channel are delayed at most this long and sent as one.
EVENT_GROUPING: Final = 0.5 * _SCALE
# The devices of one person are notified of changed notes at most this often.
USER_PUSH_INTERVAL: Final = 0.5 * _SCALE

# Server processes send each other heartbeats; a silent one is considered dead.
PEER_HEARTBEAT: Final = 2 * _SCALE
PEER_SILENCE: Final = 7 * _SCALE
# Minimum time between two requests for a peer's complete table.
PEER_REQUEST: Final = 1 * _SCALE

# The interval of the check for documents whose publication has expired.
EXPIRY_CHECK: Final = 1 * _SCALE
