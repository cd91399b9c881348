"""Translate errors to responses: JSON for scripts, a page for people."""

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from kiosk.errors import N_, KioskError
from kiosk.web.problems import PROBLEM_PATHS, problem
from kiosk.web.request import IDLE

log = logging.getLogger(__name__)

_HTTP_SENTENCES = {
    400: N_("Máy chủ không hiểu yêu cầu này. Xin tải lại trang rồi thử lại."),
    404: N_("Không tìm thấy trang này."),
    405: N_("Không thể làm việc này theo cách đó. Xin tải lại trang."),
    408: N_("Dữ liệu gửi lên quá chậm. Xin kiểm tra mạng rồi thử lại."),
    413: N_("Tệp hoặc dữ liệu gửi lên quá lớn."),
}
_UNKNOWN = N_("Máy chủ gặp lỗi. Chưa có gì thay đổi, xin thử lại.")


def _wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.is_json or best == "application/json"


def _answer(
    status: int, code: str, sentence: str, details: dict[str, object]
) -> Response:
    if request.path.startswith(PROBLEM_PATHS):
        return problem(status, code, sentence, details)
    if _wants_json():
        reply = jsonify(error=code, message=sentence, **details)
    else:
        # After an idle time-out the sign-in form is shown at once.
        page = "staff_sign_in" if code == IDLE else "error"
        reply = make_response(
            render_template(f"screens/{page}.html", sentence=sentence, status=status)
        )
    reply.status_code = status
    return reply


def sentence_of(error: KioskError) -> str:
    """Return the error's sentence in the requester's language."""
    return str(gettext(error.sentence)).format(**error.details)


def refusal_reply(error: KioskError) -> Response:
    """Return the response that says why a request was refused."""
    reply = _answer(error.status, error.reason, sentence_of(error), dict(error.details))
    if "wait_seconds" in error.details:
        reply.headers["Retry-After"] = str(error.details["wait_seconds"])
    return reply


def install(app: Flask) -> None:
    """Install the handlers for domain errors, HTTP errors and exceptions."""
    app.register_error_handler(KioskError, refusal_reply)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        status = error.code or 500
        sentence = gettext(_HTTP_SENTENCES.get(status, _UNKNOWN))
        reply = _answer(status, error.name.lower().replace(" ", "_"), sentence, {})
        if allowed := getattr(error, "valid_methods", None):
            reply.headers["Allow"] = ", ".join(sorted(allowed))
        return reply

    @app.errorhandler(OverflowError)
    def too_large_a_number(_error: OverflowError) -> Response:
        # An id beyond 64 bits cannot exist.
        return _answer(404, "not_found", gettext(_HTTP_SENTENCES[404]), {})

    @app.errorhandler(Exception)
    def defect(error: Exception) -> Response:
        log.error("defect in %s", request.path, exc_info=error)
        return _answer(500, "defect", gettext(_UNKNOWN), {})
