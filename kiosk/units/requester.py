"""Who asks for a unit: an account of it, or a device that opened its link."""

from dataclasses import dataclass
from typing import cast

from flask import g

from kiosk import clock
from kiosk.units.links import cookie_hash
from kiosk.units.queries import link_of_cookie, unit_of_account
from kiosk.web import device_cookies
from kiosk.web import request as web


@dataclass(frozen=True)
class UnitRequester:
    """Somebody who acts for a unit."""

    unit_id: int
    unit_name: str
    # The person with an account; of a link only the unit is known.
    name: str
    account_id: int | None = None
    link_id: int | None = None


def unit_requester() -> UnitRequester | None:
    """Return for which unit the request acts, if any; queried once per request.

    An account's own unit comes before a link opened on the same device.
    """
    if "unit_requester" not in g:
        g.unit_requester = _by_account() or _by_link()
    return cast("UnitRequester | None", g.unit_requester)


def _by_account() -> UnitRequester | None:
    who = web.identity()
    if who is None or who.account_id is None:
        return None
    with web.store().read_session() as session:
        unit = unit_of_account(session, who.account_id)
        if unit is None:
            return None
        return UnitRequester(unit.id, unit.name, who.name, account_id=who.account_id)


def _by_link() -> UnitRequester | None:
    cookie = device_cookies.unit_cookie()
    if not cookie:
        return None
    hashed = cookie_hash(device_cookies.server_key(), cookie)
    with web.store().read_session() as session:
        found = link_of_cookie(session, hashed, clock.now())
        if found is None:
            return None
        link, unit = found
        return UnitRequester(unit.id, unit.name, unit.name, link_id=link.id)
