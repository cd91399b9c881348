"""Answer a request that is sent twice with the first answer (`Idempotency-Key`).

The unit of work writes the key (`kiosk.storage.idempotency`); a request that commits
nothing needs none. Refused before a commit, it changed nothing and is tried again.
"""

import hashlib
import logging
import re
import time

from flask import Flask, Response, g, jsonify, request
from flask_babel import gettext

from kiosk import clock
from kiosk.errors import N_, Invalid
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.storage.idempotency import (
    MAX_ANSWER_LENGTH,
    NO_CONTENT,
    AlreadyDoneError,
    KeptAnswer,
    KeyedRequest,
    find_answer,
    keep_answer,
    keyed_request,
)
from kiosk.web.body_limits import LARGE_BODIES, MAX_BODY_BYTES
from kiosk.web.problems import PROBLEM_PATHS
from kiosk.web.request import identity, store

log = logging.getLogger(__name__)

HEADER = "Idempotency-Key"
_FORM = re.compile(r"[A-Za-z0-9_-]{16,64}")
# Requests that are the same however often they are sent, and come by the thousand:
# a second row for each would cost as much as the change.
UNKEYED = LARGE_BODIES.keys() | {
    "pagesync.turn_page",
    "voting.cast",
    "voting.cast_ballot",
    "offline.report_held",
    "offline.report_wiped",
    "checkins.take_scans",
    "surveys.send",
    "surveys.take_form",
}
# Within this time after the commit the first request writes its answer.
ANSWER_SECONDS = 1.0
_LOOK_AGAIN_SECONDS = 0.05


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _note_key() -> None:
    """Note the key of a signed-in device's request, for the unit of work.

    :raises Invalid: the key has another form.
    """
    keyed_request.set(None)
    is_theirs = request.path.startswith(PROBLEM_PATHS)
    if is_theirs or request.endpoint in UNKEYED or request.headers.get(HEADER) is None:
        return
    if request.method == "POST" and (who := identity()) is not None:
        note_key(sign_in_id=who.sign_in_id)


def note_key(*, sign_in_id: int | None = None, api_token_id: int | None = None) -> None:
    """Note the key of this request, if it has one; its sender is known by now.

    :raises Invalid: the key has another form.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return
    if not _FORM.fullmatch(key):
        raise Invalid(
            N_("Máy chủ không hiểu dữ liệu vừa gửi. Xin tải lại trang rồi thử lại.")
        )
    if (request.content_length or 0) > MAX_BODY_BYTES:
        return
    address = request.full_path.encode()
    noted = KeyedRequest(
        sign_in_id,
        _hash(address, key.encode()),
        _hash(request.get_data()),
        api_token_id=api_token_id,
    )
    g.keyed_request = noted
    keyed_request.set(noted)


def _keep_answer(reply: Response) -> Response:
    """Keep the answer of a request that committed something."""
    noted: KeyedRequest | None = g.get("keyed_request")
    keyed_request.set(None)
    if noted is None or not noted.is_kept or reply.status_code == NO_CONTENT:
        return reply
    status, answer = reply.status_code, reply.get_data(as_text=True)
    if not _may_be_kept(reply, answer):
        sentence = gettext(N_("Việc này đã xong rồi. Xin tải lại trang để xem."))
        status = 409
        answer = jsonify(error="already_done", message=sentence).get_data(as_text=True)
    try:
        with store().unit_of_work("idempotency") as work:
            keep_answer(work.session, noted, status, answer)
    except DatabaseUnavailable:
        # The change is committed: its answer is sent all the same.
        log.warning("the answer to %s was not kept", request.path)
    return reply


def _may_be_kept(reply: Response, answer: str) -> bool:
    """Tell whether an answer may be stored: a refusal, or ids and numbers.

    Texts may be secrets, such as a new badge or the key of a second factor.
    """
    if not reply.is_json or len(answer) > MAX_ANSWER_LENGTH:
        return False
    values = reply.get_json()
    return reply.status_code >= 400 or (  # noqa: PLR2004 HTTP
        isinstance(values, dict)
        and all(isinstance(value, int | None) for value in values.values())
    )


def _with_answer(noted: KeyedRequest, first: KeptAnswer) -> KeptAnswer:
    """Return the first answer; wait while the first request is still writing it."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while (
        not first.answer and (clock.now() - first.at).total_seconds() < ANSWER_SECONDS
    ):
        if time.monotonic() > deadline:
            break
        time.sleep(_LOOK_AGAIN_SECONDS)
        with store().read_session() as session:
            first = find_answer(session, noted) or first
    return first


def repeat_answer(error: AlreadyDoneError) -> Response:
    """Answer as the first request was answered."""
    noted: KeyedRequest = g.keyed_request
    first = _with_answer(noted, error.first)
    return Response(
        first.answer,
        first.status,
        {"Idempotent-Replayed": "true"},
        mimetype="application/json" if first.answer else None,
    )


def install(app: Flask) -> None:
    """Read keys before each request, and keep answers after it."""
    app.before_request(_note_key)
    app.after_request(_keep_answer)
    app.register_error_handler(AlreadyDoneError, repeat_answer)
