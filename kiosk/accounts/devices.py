"""The device on which somebody signs in."""

import datetime as dt
from dataclasses import dataclass

from kiosk.identity import NO_ENDPOINT, Endpoint


@dataclass(frozen=True)
class Device:
    """A device, and how long a sign-in on it may last."""

    address: str
    name: str
    length: dt.timedelta
    # The sign-in it has now, which the new one replaces.
    replaces: int | None = None
    # Somebody once signed in well on it, with a badge or as this very account.
    is_known: bool = False
    # Where the request came from, exactly, for the access log.
    endpoint: Endpoint = NO_ENDPOINT
    # The browser and system, in words.
    browser: str = ""
