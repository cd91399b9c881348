"""The device on which somebody signs in."""

import datetime as dt
from dataclasses import dataclass

from kiosk.identity import NO_ENDPOINT, Endpoint


@dataclass(frozen=True)
class Device:
    """A device, and the longest duration of a sign-in on it."""

    address: str
    name: str
    length: dt.timedelta
    # The device's current sign-in, which a new one replaces.
    replaces: int | None = None
    # A sign-in has succeeded on it before, with a badge or as the same account.
    is_known: bool = False
    # Address and port of the request, for the access log.
    endpoint: Endpoint = NO_ENDPOINT
    # Browser and system, human-readable.
    browser: str = ""
