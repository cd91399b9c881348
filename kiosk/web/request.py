"""Give routes the store, the requester and the typed body."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

import msgspec
from flask import current_app, g, request
from sqlalchemy.orm import Session

from kiosk.config import Config
from kiosk.errors import N_, Forbidden, Invalid, NotFound, SignedOut
from kiosk.identity import Actor, Identity
from kiosk.roles import Permission
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web.body_limits import MAX_BODY_BYTES
from kiosk.xml_text import valid_xml_json

# Why a staff sign-in has ended: idle time-out.
IDLE = "idle"

Body = TypeVar("Body", bound=msgspec.Struct)


class EmptyBody(msgspec.Struct, forbid_unknown_fields=True):
    """The body of an action without parameters."""


@dataclass(frozen=True)
class IdentityResolver:
    """Functions that identify the requester; supplied by `app.py`."""

    identify: Callable[[Session, str], Identity | None]
    actor_in: Callable[[Session, Identity, int], Actor | None]
    why_ended: Callable[[Session, str], SignedOut | None]


def store() -> Store:
    """Return the store of this server."""
    return cast(Store, current_app.extensions["kiosk.store"])


def cookie_name_for(config: Config) -> str:
    """Return the session cookie's name; browsers allow `__Host-` over TLS only."""
    return "__Host-kiosk" if config.secure else "kiosk"


def cookie_name() -> str:
    """Return this server's session cookie's name."""
    return cookie_name_for(store().config)


def identity() -> Identity | None:
    """Return who is signed in on the requesting device; queried once per request."""
    if "identity" not in g:
        token = request.cookies.get(cookie_name(), "")
        resolver = cast(
            IdentityResolver, current_app.extensions["kiosk.identity_resolver"]
        )
        g.identity = None
        if token:
            with store().read_session() as session:
                g.identity = resolver.identify(session, token)
    return cast(Identity | None, g.identity)


def signed_in() -> Identity:
    """Return the requester.

    :raises SignedOut: nobody is signed in on this device.
    """
    who = identity()
    if who is None:
        raise _signed_out()
    return who


def why_ended() -> SignedOut | None:
    """Return why the device's sign-in has ended; None: it has none, or it is valid."""
    token = request.cookies.get(cookie_name(), "")
    if not token:
        return None
    resolver = cast(IdentityResolver, current_app.extensions["kiosk.identity_resolver"])
    with store().read_session() as session:
        return resolver.why_ended(session, token)


def _signed_out() -> SignedOut:
    """Return the error for a device on which nobody is signed in."""
    return why_ended() or SignedOut(
        N_("Thiết bị này chưa đăng nhập. Xin đưa thẻ để đăng nhập.")
    )


def actor(meeting_id: int, permission: Permission) -> Actor:
    """Return the requester's actor in the meeting.

    :raises SignedOut: nobody is signed in.
    :raises NotFound: the requester has no role in this meeting, or may not know of it.
    :raises Forbidden: the role lacks `permission`.
    """
    who = signed_in()
    resolver = cast(IdentityResolver, current_app.extensions["kiosk.identity_resolver"])
    with store().read_session() as session:
        found = resolver.actor_in(session, who, meeting_id)
    if found is None:
        raise NotFound(N_("Không có hội nghị này, hoặc đồng chí không được mời dự."))
    if not found.may(permission):
        raise Forbidden(N_("Đồng chí không có quyền làm việc này."))
    return found


def log_act(work: UnitOfWork, action: str, detail: str) -> None:
    """Write what the requester does into the access log, with `work`.

    For modules below `kiosk.accounts`; others call its `log_act` themselves.
    """
    write = current_app.extensions["kiosk.log_act"]
    write(work, action, signed_in(), detail)


def body(form: type[Body]) -> Body:
    """Decode the JSON body as `form`; large ones in a thread.

    :raises Invalid: it is not JSON, or not of that form.
    """
    data = request.get_data()
    try:
        if len(data) <= MAX_BODY_BYTES:
            return _decode(data, form)
        beside = current_app.extensions["kiosk.run_in_thread"]
        return cast(Body, beside("body", _decode, data, form))
    except msgspec.DecodeError as error:
        raise Invalid(
            N_("Máy chủ không hiểu dữ liệu vừa gửi. Xin tải lại trang rồi thử lại.")
        ) from error


def _decode(data: bytes, form: type[Body]) -> Body:
    # What Word files cannot hold is not stored: minutes and lists are made of it.
    return msgspec.json.decode(valid_xml_json(data), type=form)
