"""Answer a call: its token, its rate, its scope, and its line in the log.

Cookies are not looked at: a person's sign-in is no token. No answer leaves before its
line is committed.
"""

import time
from typing import cast

from flask import Response, current_app, request

from kiosk import clock
from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.refusals import log_refusal
from kiosk.api.actions import API_PURPOSE, AnsweredCall, log_call
from kiosk.api.limits import ApiLimits
from kiosk.api.queries import ApiCaller, find_caller
from kiosk.api.replies import make_reply
from kiosk.api.requests import ApiRequest, ApiRoute, read_query
from kiosk.api.writing import change
from kiosk.errors import N_, Forbidden, KioskError, NotFound, SignedOut, TooManyAttempts
from kiosk.storage.idempotency import AlreadyDoneError, keyed_request
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.bearer import bearer_hash
from kiosk.web.errors import refusal_reply
from kiosk.web.idempotency import repeat_answer

LIMITS = "kiosk.api_limits"
_TOO_MANY = 429
_LONGEST_PATH = 200
_LARGEST_ID = 2**63 - 1
# User name in the access log of whoever calls without a valid token.
_STRANGER = "api"


def api_limits() -> ApiLimits:
    """Return the limits of this server process."""
    return cast(ApiLimits, current_app.extensions[LIMITS])


def answer(route: ApiRoute, ids: dict[str, int]) -> Response:
    """Answer a call of `route`, or refuse it with a problem document."""
    try:
        caller = _authenticate()
    except KioskError as error:
        return refusal_reply(error)
    limits, now = api_limits(), time.monotonic()
    if wait := limits.spend_call(caller.token_id, now):
        reply = refusal_reply(_too_many(wait))
    else:
        reply = _answer_logged(route, ids, caller)
    reply.headers.update(limits.headers(caller.token_id, now))
    return reply


def _too_many(wait: int) -> TooManyAttempts:
    return TooManyAttempts(
        N_("Gửi quá nhiều yêu cầu. Xin đợi {wait_seconds} giây rồi thử lại."),
        code="too_many_requests",
        wait_seconds=wait,
    )


def _authenticate() -> ApiCaller:
    hashed = bearer_hash(API_PURPOSE)
    caller: ApiCaller | None = None
    if hashed:
        with web.store().read_session() as session:
            caller = find_caller(session, hashed, clock.now())
    if caller is not None:
        return caller
    address = device_cookies.client_address()
    if wait := api_limits().spend_refusal(address, time.monotonic()):
        raise _too_many(wait)
    if hashed:
        with web.store().unit_of_work("api") as work:
            endpoint = device_cookies.client_endpoint()
            log_refusal(work, AccessAction.API_CALL_REFUSED, _STRANGER, endpoint)
    # The same for an unknown, a revoked and an expired one.
    raise SignedOut(
        N_("Mã truy cập không dùng được. Xin hỏi người quản trị Kiosk."),
        code="bad_token",
    )


def _answer_logged(route: ApiRoute, ids: dict[str, int], caller: ApiCaller) -> Response:
    try:
        reply = _reply(route, ids, caller)
    except KioskError as error:
        reply = refusal_reply(error)
    except AlreadyDoneError as error:
        reply = repeat_answer(error)
    except Exception:
        _log(route, caller, 500)
        raise
    try:
        _log(route, caller, reply.status_code)
    except KioskError as error:
        # Without a line there is no answer.
        return refusal_reply(error)
    return reply


def _reply(route: ApiRoute, ids: dict[str, int], caller: ApiCaller) -> Response:
    if route.scope is not None and route.scope not in caller.scopes:
        raise Forbidden(
            N_("Mã truy cập này không có quyền “{scope}”."),
            code="insufficient_scope",
            scope=route.scope,
        )
    if any(number > _LARGEST_ID for number in ids.values()):
        raise NotFound(N_("Không tìm thấy."))
    query = read_query(route, request.args.to_dict(flat=False))
    if route.is_write:
        return change(route, ApiRequest(caller, ids, query, clock.now()))
    with web.store().read_session() as session:
        found = route.handle(session, ApiRequest(caller, ids, query, clock.now()))
    return make_reply(found)


def _log(route: ApiRoute, caller: ApiCaller, status: int) -> None:
    # A refused write has changed nothing: its key is not kept with the line.
    keyed_request.set(None)
    unlogged = api_limits().take_unlogged(caller.token_id)
    call = AnsweredCall(
        caller.token_id,
        request.method,
        route.path,
        request.path[:_LONGEST_PATH],
        status,
        device_cookies.client_endpoint(),
    )
    with web.store().unit_of_work(caller.label) as work:
        log_call(work, call)
        if unlogged:
            # Which addresses they asked for is not known any more.
            beyond = AnsweredCall(
                call.token_id, call.method, "", "", _TOO_MANY, call.endpoint
            )
            log_call(work, beyond, unlogged)
