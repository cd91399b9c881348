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
from kiosk.identity import Endpoint, network_of
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.web.request import cookie_name, store
from kiosk.web.user_agent import describe

_DEVICE_COOKIE = "kiosk-device"
_KNOWN_COOKIE = "kiosk-known"
_DEVICE_SHAPE = re.compile(r"[A-Za-z0-9_-]{22}")
_DEVICE_SECONDS = 400 * 24 * 3600
_PORT = re.compile(r"[0-9]{1,5}")
_LARGEST_PORT = 65535


def server_key() -> bytes:
    """Return the key under which this server hashes secrets."""
    return cast(bytes, current_app.config["SECRET_KEY"])


def _address(environ: Mapping[str, Any], *, behind_proxy: bool) -> str:
    address = str(environ.get("REMOTE_ADDR") or "?")
    if not behind_proxy:
        return address
    # Only the last entry is our proxy's own; the others the client may invent.
    chain = str(environ.get("HTTP_X_FORWARDED_FOR", address))
    return chain.rsplit(",", 1)[-1].strip()


def endpoint_of(environ: Mapping[str, Any], *, behind_proxy: bool) -> Endpoint:
    """Return the exact address and port of a request's sender, for the access log."""
    try:
        address = str(
            ipaddress.ip_address(_address(environ, behind_proxy=behind_proxy))
        )
    except ValueError:
        address = "?"
    # Our proxy's own port would say nothing: behind it only its header counts.
    header = "HTTP_X_KIOSK_CLIENT_PORT" if behind_proxy else "REMOTE_PORT"
    port = str(environ.get(header, ""))
    is_port = _PORT.fullmatch(port) and int(port) <= _LARGEST_PORT
    return Endpoint(address, int(port) if is_port else None)


def address_of(environ: Mapping[str, Any], *, behind_proxy: bool) -> str:
    """Return the address that a request's sender is counted by."""
    return network_of(_address(environ, behind_proxy=behind_proxy))


def client_address() -> str:
    """Return the address that tries are counted against."""
    return address_of(request.environ, behind_proxy=store().config.behind_proxy)


def client_endpoint() -> Endpoint:
    """Return where the request comes from, as the access log keeps it."""
    return endpoint_of(request.environ, behind_proxy=store().config.behind_proxy)


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


def set_device_cookie(reply: Response) -> None:
    """Let the device keep its name."""
    _cookie(reply, _DEVICE_COOKIE, device_name(), _DEVICE_SECONDS)


def session_length() -> dt.timedelta:
    """Return the longest time a sign-in lasts."""
    return dt.timedelta(hours=store().config.session_hours)


def _known_mark(who: str) -> str:
    return hash_secret(server_key(), "known-device", f"{device_name()}/{who}")


def is_known_device(who: str) -> bool:
    """Tell whether `who`, an account's name or empty for a badge, signed in here once.

    The device bears a mark of it that only this server can make.
    """
    mark = request.cookies.get(_KNOWN_COOKIE, "")
    return hmac.compare_digest(mark.encode(), _known_mark(who).encode())


def set_sign_in_cookie(reply: Response, token: str, who: str) -> None:
    """Give the device its session cookie, and the mark by which it is known."""
    _cookie(reply, cookie_name(), token, int(session_length().total_seconds()))
    _cookie(reply, _KNOWN_COOKIE, _known_mark(who), _DEVICE_SECONDS)
    set_device_cookie(reply)


def _step_cookie() -> str:
    return "__Host-kiosk-step" if store().config.secure else "kiosk-step"


def step_token() -> str:
    """Return what a begun sign-in of this device goes by; empty: none is begun."""
    return request.cookies.get(_step_cookie(), "")


def set_step_cookie(reply: Response, token: str, seconds: int) -> None:
    """Let the device go on to the second step of signing in."""
    _cookie(reply, _step_cookie(), token, seconds)
    set_device_cookie(reply)


def clear_step_cookie(reply: Response) -> None:
    """Take the begun sign-in away."""
    if step_token():
        _cookie(reply, _step_cookie(), "", 0)


def browser_name() -> str:
    """Return the asking browser and its system, in words."""
    return describe(request.headers.get("User-Agent", ""))


def tablet_cookie_for(config: Config) -> str:
    """Return the name of the cookie by which a tablet of the house is known."""
    return "__Host-kiosk-tablet" if config.secure else "kiosk-tablet"


def tablet_secret() -> str:
    """Return the secret the asking tablet bears; empty: it is none of the house."""
    return request.cookies.get(tablet_cookie_for(store().config), "")


def tablet_hash() -> str:
    """Return the hash under which the asking tablet's secret is kept."""
    return hash_secret(server_key(), "tablet", tablet_secret())


def set_tablet_cookie(reply: Response, secret: str) -> None:
    """Let a tablet of the house bear its secret; an empty one is taken away."""
    name = tablet_cookie_for(store().config)
    _cookie(reply, name, secret, _DEVICE_SECONDS if secret else 0)


def clear_sign_in_cookie(reply: Response) -> None:
    """Take the session cookie away."""
    _cookie(reply, cookie_name(), "", 0)
