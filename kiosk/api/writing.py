"""Carry out a write: once for each Idempotency-Key, and on what was read."""

import msgspec
from flask import Response, request
from sqlalchemy.orm import Session

from kiosk.api.errors import precondition_failed, precondition_missing
from kiosk.api.replies import etag_of, written_reply
from kiosk.api.requests import ApiRequest, ApiRoute
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.idempotency import note_key


def change(route: ApiRoute, asked: ApiRequest) -> Response:
    """Carry out a write and return its answer.

    :raises AlreadyDoneError: the same was sent before, with the same key.
    :raises PreconditionMissing: `If-Match` is missing.
    :raises PreconditionFailed: the thing was changed since.
    """
    body = web.body(route.body) if route.body is not None else None
    asked = ApiRequest(
        asked.caller,
        asked.ids,
        asked.query,
        asked.now,
        body,
        device_cookies.server_key(),
    )
    if route.current is not None and not request.if_match:
        raise precondition_missing()
    if route.method == "POST":
        note_key(api_token_id=asked.caller.token_id)
    with web.store().unit_of_work(asked.caller.label) as work:
        if route.current is not None:
            _compare(route, asked, work.session)
        found = route.handle(work, asked)
    # A write answers with a form, never with a file.
    assert isinstance(found, msgspec.Struct)
    return written_reply(found, route.success)


def _compare(route: ApiRoute, asked: ApiRequest, session: Session) -> None:
    assert route.current is not None
    now = etag_of(msgspec.json.encode(route.current(session, asked)))
    if not request.if_match.contains(now):
        raise precondition_failed()
