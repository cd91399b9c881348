"""What an administrator looks for in the access log; pure."""

import datetime as dt
import ipaddress
from typing import Annotated

import msgspec

from kiosk.accounts.access_actions import AccessAction
from kiosk.clock import VIETNAM
from kiosk.vietnamese import nfc

Text = Annotated[str, msgspec.Meta(max_length=200)]


class AccessFilter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the search form; empty: any."""

    # A name with or without marks, a user name, or `member:<id>`.
    who: Text = ""
    # A whole address, or its beginning.
    address: Text = ""
    act: Text = ""
    # Days of Vietnamese time, as `2026-11-29`, both included.
    since: Text = ""
    until: Text = ""

    @property
    def words(self) -> str:
        """Return the words for the name, in NFC."""
        return nfc(self.who)

    @property
    def action(self) -> AccessAction | None:
        """Return the action, None: any; one that does not exist is any."""
        return AccessAction(self.act) if self.act in set(AccessAction) else None

    @property
    def whole_address(self) -> str | None:
        """Return the address as logged if it is whole, otherwise None."""
        try:
            return str(ipaddress.ip_address(self.address.strip()))
        except ValueError:
            return None

    @property
    def begins(self) -> dt.datetime | None:
        """Return the first moment; None: no limit, or the day is none."""
        return _midnight(self.since)

    @property
    def ends(self) -> dt.datetime | None:
        """Return the moment after the last day."""
        day = _midnight(self.until)
        return day + dt.timedelta(days=1) if day else None

    @property
    def is_empty(self) -> bool:
        """Return whether it lets every entry through."""
        return self == AccessFilter()


def _midnight(day: str) -> dt.datetime | None:
    try:
        found = dt.date.fromisoformat(day.strip())
    except ValueError:
        return None
    if not 1970 <= found.year <= 9000:  # noqa: PLR2004 years of a calendar
        return None
    return dt.datetime.combine(found, dt.time(), VIETNAM)


class PageKey(msgspec.Struct, frozen=True):
    """The last entry of a page; the next page holds older ones."""

    at: dt.datetime
    id: int

    def __str__(self) -> str:
        """Return it for an address."""
        return f"{self.at.astimezone(dt.UTC).strftime('%Y%m%dT%H%M%S.%f')}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "PageKey | None":
        """Return the key in an address; None: there is none."""
        moment, _, number = text.partition("-")
        try:
            at = dt.datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=dt.UTC)
        except ValueError:
            return None
        is_number = number.isascii() and number.isdecimal() and len(number) <= 18  # noqa: PLR2004 fits 64 bits
        return cls(at, int(number)) if is_number else None
