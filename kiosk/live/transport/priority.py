"""How urgent a request is, by its head and by what this server knows of its device.

Nothing a client says raises its priority: a cookie counts only when this process has
met its sign-in, and a role only as the database gave it.
"""

import re
from enum import IntEnum
from typing import NamedTuple


class Priority(IntEnum):
    """Classes of requests, the most urgent first."""

    # A change by somebody who may lead the pages: the room waits for it.
    LEADING = 0
    # A change, a live connection, or a device that has one: it takes part already.
    PRESENT = 1
    # First visits, static files, everybody who is not known.
    ARRIVING = 2


class Rank(NamedTuple):
    """A request's priority, and the device it is counted for; empty: for none."""

    priority: Priority
    device: str = ""


PRESENT = Rank(Priority.PRESENT)
ARRIVING = Rank(Priority.ARRIVING)
# All health checks count as one device: the limit of its waiting requests
# (`turns.MOST_OF_A_DEVICE`) keeps a flood of them among those who arrive.
HEALTH_CHECK = Rank(Priority.PRESENT, "health check")


class Head(NamedTuple):
    """What of a request's head decides its priority."""

    changes: bool
    is_live: bool
    cookies: str


_COOKIES = re.compile(rb"\ncookie:[ \t]*([^\r\n]*)", re.IGNORECASE)
_READING = (b"GET ", b"HEAD ", b"OPTIONS ")
_LIVE_PATH = b" /socket.io/"
# A cookie header that is longer is not looked at.
MOST_COOKIE_BYTES = 2048


def read_head(head: bytes) -> Head:
    """Read the beginning of a head; what is missing of it does not count."""
    line, _, _ = head.partition(b"\n")
    found = _COOKIES.search(head)
    cookies = found[1] if found and len(found[1]) <= MOST_COOKIE_BYTES else b""
    changes = not line.startswith(_READING)
    return Head(changes, _LIVE_PATH in line, cookies.decode("latin-1"))


def is_health_check(head: bytes) -> bool:
    """Tell whether a monitor asks for `GET /healthz`."""
    return head.startswith(b"GET /healthz HTTP/")
