"""Identify the requesting device: its address and its cookies."""

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
_MAX_PORT = 65535


def server_key() -> bytes:
    """Return the key under which this server hashes secrets."""
    return cast(bytes, current_app.config["SECRET_KEY"])


def _address(environ: Mapping[str, Any], *, behind_proxy: bool) -> str:
    address = str(environ.get("REMOTE_ADDR") or "?")
    if not behind_proxy:
        return address
    # Only the last entry was added by our proxy; clients can forge the others.
    chain = str(environ.get("HTTP_X_FORWARDED_FOR", address))
    return chain.rsplit(",", 1)[-1].strip()


def endpoint_of(environ: Mapping[str, Any], *, behind_proxy: bool) -> Endpoint:
    """Return the sender's address and port for the access log."""
    try:
        address = str(
            ipaddress.ip_address(_address(environ, behind_proxy=behind_proxy))
        )
    except ValueError:
        address = "?"
    # Behind the proxy REMOTE_PORT is the proxy's own.
    header = "HTTP_X_KIOSK_CLIENT_PORT" if behind_proxy else "REMOTE_PORT"
    port = str(environ.get(header, ""))
    is_port = _PORT.fullmatch(port) and int(port) <= _MAX_PORT
    return Endpoint(address, int(port) if is_port else None)


def address_of(environ: Mapping[str, Any], *, behind_proxy: bool) -> str:
    """Return the address by which a sender's requests are counted."""
    return network_of(_address(environ, behind_proxy=behind_proxy))


def client_address() -> str:
    """Return the address by which failed attempts are counted."""
    return address_of(request.environ, behind_proxy=store().config.behind_proxy)


def client_endpoint() -> Endpoint:
    """Return the origin of the request for the access log."""
    return endpoint_of(request.environ, behind_proxy=store().config.behind_proxy)


def device_name() -> str:
    """Return the device's persistent random name, a new one if it has none."""
    if "device_name" not in g:
        sent = request.cookies.get(_DEVICE_COOKIE, "")
        g.device_name = sent if _DEVICE_SHAPE.fullmatch(sent) else new_secret()
    return str(g.device_name)


def _cookie(reply: Response, name: str, value: str, seconds: int) -> None:
    # Lax, not Strict: a link in a message or mail is a cross-site navigation, for which
    # a Strict cookie would not be sent.
    reply.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        secure=store().config.secure,
        samesite="Lax",
        path="/",
    )


def has_device_cookie() -> bool:
    """Tell whether the device has sent its name."""
    return bool(_DEVICE_SHAPE.fullmatch(request.cookies.get(_DEVICE_COOKIE, "")))


def set_device_cookie(reply: Response) -> None:
    """Store the device's name in a cookie."""
    _cookie(reply, _DEVICE_COOKIE, device_name(), _DEVICE_SECONDS)


def session_length() -> dt.timedelta:
    """Return the maximum duration of a sign-in."""
    return dt.timedelta(hours=store().config.session_hours)


def _known_device_hash(who: str) -> str:
    return hash_secret(server_key(), "known-device", f"{device_name()}/{who}")


def is_known_device(who: str) -> bool:
    """Tell whether `who` (account name; "" for a badge) has signed in here before.

    The device has a cookie for it that only this server can create.
    """
    sent_hash = request.cookies.get(_KNOWN_COOKIE, "")
    return hmac.compare_digest(sent_hash.encode(), _known_device_hash(who).encode())


def set_sign_in_cookie(reply: Response, token: str, who: str) -> None:
    """Set the session cookie, and the cookie for `is_known_device`."""
    _cookie(reply, cookie_name(), token, int(session_length().total_seconds()))
    _cookie(reply, _KNOWN_COOKIE, _known_device_hash(who), _DEVICE_SECONDS)
    set_device_cookie(reply)


def _step_cookie() -> str:
    return "__Host-kiosk-step" if store().config.secure else "kiosk-step"


def step_token() -> str:
    """Return the token of a pending two-step sign-in; "": there is none."""
    return request.cookies.get(_step_cookie(), "")


def set_step_cookie(reply: Response, token: str, seconds: int) -> None:
    """Set the cookie of a pending two-step sign-in."""
    _cookie(reply, _step_cookie(), token, seconds)
    set_device_cookie(reply)


def clear_step_cookie(reply: Response) -> None:
    """Delete the cookie of a pending two-step sign-in."""
    if step_token():
        _cookie(reply, _step_cookie(), "", 0)


def _provider_cookie() -> str:
    return "__Host-kiosk-oidc" if store().config.secure else "kiosk-oidc"


def provider_cookie() -> str:
    """Return what this device's sign-in elsewhere was begun with; "": none was."""
    return request.cookies.get(_provider_cookie(), "")


def set_provider_cookie(reply: Response, value: str, seconds: int) -> None:
    """Set the cookie of a sign-in elsewhere; 0 seconds delete it."""
    _cookie(reply, _provider_cookie(), value, seconds)


def browser_name() -> str:
    """Return the client's browser and operating system."""
    return describe(request.headers.get("User-Agent", ""))


def tablet_cookie_for(config: Config) -> str:
    """Return the name of the cookie that identifies an enrolled tablet."""
    return "__Host-kiosk-tablet" if config.secure else "kiosk-tablet"


def tablet_secret() -> str:
    """Return the secret of the requesting tablet; "": it is not enrolled."""
    return request.cookies.get(tablet_cookie_for(store().config), "")


def tablet_hash() -> str:
    """Return the hash under which the requesting tablet's secret is stored."""
    return hash_secret(server_key(), "tablet", tablet_secret())


def set_tablet_cookie(reply: Response, secret: str) -> None:
    """Set the cookie of an enrolled tablet; an empty `secret` deletes it."""
    name = tablet_cookie_for(store().config)
    _cookie(reply, name, secret, _DEVICE_SECONDS if secret else 0)


def _unit_cookie() -> str:
    return "__Host-kiosk-unit" if store().config.secure else "kiosk-unit"


def unit_cookie() -> str:
    """Return the cookie of a device signed in as a unit; "": it is not."""
    return request.cookies.get(_unit_cookie(), "")


def set_unit_cookie(reply: Response, value: str, length: dt.timedelta) -> None:
    """Set the cookie of a device signed in as a unit; an empty `value` deletes it."""
    seconds = int(length.total_seconds()) if value else 0
    _cookie(reply, _unit_cookie(), value, seconds)
    set_device_cookie(reply)


def clear_sign_in_cookie(reply: Response) -> None:
    """Delete the session cookie."""
    _cookie(reply, cookie_name(), "", 0)
