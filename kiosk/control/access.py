"""Authenticate requests of control devices by their token; log each refused use.

Cookies are not looked at: a delegate's sign-in is no token.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import current_app, request

from kiosk.clock import now
from kiosk.control.actions import USE_WRITTEN_EVERY, note_use
from kiosk.control.limits import REFUSED_RATE, TOKEN_RATE, ControlLimits
from kiosk.control.queries import ControlActor, FoundToken, find_token
from kiosk.control.rules import ControlScope
from kiosk.errors import N_, Forbidden, KioskError, SignedOut
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.bearer import bearer_hash

log = logging.getLogger(__name__)


@contextmanager
def control_actor(
    meeting_id: int, scope: ControlScope | None = None
) -> Iterator[ControlActor]:
    """Yield the requesting device's actor; log whatever is refused within.

    `scope`: what its token must allow; None: any token of the meeting.

    :raises SignedOut: there is no token, or it is not valid for this meeting.
    :raises Forbidden: the meeting is closed, or the token lacks the scope.
    :raises TooManyAttempts: the device sends too many requests.
    """
    token: FoundToken | None = None
    try:
        token = _authenticate(meeting_id)
        if scope is not None and scope not in token.scopes:
            raise Forbidden(N_("Thiết bị này không được phép làm việc này."))
        yield ControlActor(
            meeting_id,
            Role.SECRETARY,
            token.name,
            0,
            token_id=token.id,
            permissions=token.permissions,
        )
    except KioskError as error:
        log.warning(
            "control refused: %s %s (%s), token %s, from %s",
            request.method,
            request.path,
            error.reason,
            token.id if token else "unknown",
            device_cookies.client_address(),
        )
        raise


def limits() -> ControlLimits:
    """Return the limits of this server process."""
    return cast(ControlLimits, current_app.extensions["kiosk.control_limits"])


def token_hash() -> str:
    """Return the hash of the token sent; "": none was sent."""
    return bearer_hash("control")


def is_valid(token: FoundToken | None, meeting_id: int) -> bool:
    """Tell whether a token is valid for a meeting, which may be closed."""
    return token is not None and token.meeting_id == meeting_id and not token.is_revoked


def _authenticate(meeting_id: int) -> FoundToken:
    hashed = token_hash()
    found: FoundToken | None = None
    if hashed:
        with web.store().read_session() as session:
            found = find_token(session, hashed)
    if found is None or not is_valid(found, meeting_id):
        address = device_cookies.client_address()
        limits().spend(f"address:{address}", REFUSED_RATE, time.monotonic())
        # The same for a wrong one, a revoked one and one of another meeting.
        raise SignedOut(
            N_("Mã điều khiển không dùng được. Xin hỏi thư ký hội nghị."),
            code="bad_token",
        )
    if found.meeting_state == MeetingState.CLOSED:
        raise Forbidden(
            N_("Hội nghị đã kết thúc nên không điều khiển được nữa."),
            code="wrong_state",
        )
    limits().spend(f"token:{found.id}", TOKEN_RATE, time.monotonic())
    _note_use(found)
    return found


def _note_use(token: FoundToken) -> None:
    last = token.last_used_at or dt.datetime.min.replace(tzinfo=dt.UTC)
    if now() - last < USE_WRITTEN_EVERY:
        return
    with web.store().unit_of_work(f"control:{token.id}") as work:
        note_use(work, token_id=token.id)
