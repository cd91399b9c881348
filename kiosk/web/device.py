"""The asking device: its address, its name for itself, its cookies."""

import datetime as dt
import hmac
import ipaddress
import re
from collections.abc import Mapping
from typing import Any, cast

from flask import current_app, g, request
from werkzeug.wrappers import Response

from kiosk.config import Config
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.web.request import cookie_name, store

_DEVICE_COOKIE = "kiosk-device"
_KNOWN_COOKIE = "kiosk-known"
_DEVICE_SHAPE = re.compile(r"[A-Za-z0-9_-]{22}")
_DEVICE_SECONDS = 400 * 24 * 3600
_IPV6 = 6


def server_key() -> bytes:
    """Return the key under which this server hashes secrets."""
    return cast(bytes, current_app.config["SECRET_KEY"])


def address_of(environ: Mapping[str, Any], *, behind_proxy: bool) -> str:
    """Return the address that a request's sender is counted by."""
    address = environ.get("REMOTE_ADDR") or "?"
    if behind_proxy:
        # Only the last entry is our proxy's own; the others the client may invent.
        chain = environ.get("HTTP_X_FORWARDED_FOR", address)
        address = chain.rsplit(",", 1)[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "?"
    if parsed.version == _IPV6:
        # One machine owns a whole /64 and could count from a fresh address each time.
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def client_address() -> str:
    """Return the address that tries are counted against."""
    return address_of(request.environ, behind_proxy=store().config.behind_proxy)


def device_name() -> str:
    """Return the name this device bears between sign-ins, fresh if it has none."""
    if "device_name" not in g:
        told = request.cookies.get(_DEVICE_COOKIE, "")
        g.device_name = told if _DEVICE_SHAPE.fullmatch(told) else new_secret()
    return str(g.device_name)


def _cookie(reply: Response, name: str, value: str, seconds: int) -> None:
    # Lax, not Strict: from a messenger or a mail the invitation opens as a foreign
    # page, and a Strict cookie would then show a signed-in person as a stranger.
    reply.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        secure=store().config.secure,
        samesite="Lax",
        path="/",
    )


def remember_device(reply: Response) -> None:
    """Let the device keep its name."""
    _cookie(reply, _DEVICE_COOKIE, device_name(), _DEVICE_SECONDS)


def session_length() -> dt.timedelta:
    """Return the longest time a sign-in lasts."""
    return dt.timedelta(hours=store().config.session_hours)


def _known_mark(who: str) -> str:
    return hash_secret(server_key(), "known-device", f"{device_name()}/{who}")


def is_known(who: str) -> bool:
    """Tell whether `who`, an account's name or empty for a badge, signed in here once.

    The device bears a mark of it that only this server can make.
    """
    mark = request.cookies.get(_KNOWN_COOKIE, "")
    return hmac.compare_digest(mark.encode(), _known_mark(who).encode())


def keep_sign_in(reply: Response, token: str, who: str) -> None:
    """Give the device its session cookie, and the mark by which it is known."""
    _cookie(reply, cookie_name(), token, int(session_length().total_seconds()))
    _cookie(reply, _KNOWN_COOKIE, _known_mark(who), _DEVICE_SECONDS)
    remember_device(reply)


def tablet_cookie_for(config: Config) -> str:
    """Return the name of the cookie by which a tablet of the house is known."""
    return "__Host-kiosk-tablet" if config.secure else "kiosk-tablet"


def tablet_secret() -> str:
    """Return the secret the asking tablet bears; empty: it is none of the house."""
    return request.cookies.get(tablet_cookie_for(store().config), "")


def tablet_hash() -> str:
    """Return the hash under which the asking tablet's secret is kept."""
    return hash_secret(server_key(), "tablet", tablet_secret())


def keep_tablet(reply: Response, secret: str) -> None:
    """Let a tablet of the house bear its secret; an empty one is taken away."""
    name = tablet_cookie_for(store().config)
    _cookie(reply, name, secret, _DEVICE_SECONDS if secret else 0)


def forget_sign_in(reply: Response) -> None:
    """Take the session cookie away."""
    _cookie(reply, cookie_name(), "", 0)
