"""Answer other systems with problem details (RFC 9457)."""

from collections.abc import Mapping

import msgspec
from flask import Response

# Below this every error is a problem document.
PROBLEM_PATHS = "/api/v1/"
PROBLEM_TYPE = "application/problem+json"
UNAUTHORISED = 401


def problem_body(
    status: int, code: str, sentence: str, details: Mapping[str, object]
) -> bytes:
    """Return the document; `code` is stable, `sentence` is for people."""
    shown = {
        "type": f"urn:kiosk:problem:{code}",
        "title": sentence,
        "status": status,
        "code": code,
    }
    return msgspec.json.encode(dict(details) | shown)


def problem(
    status: int, code: str, sentence: str, details: Mapping[str, object]
) -> Response:
    """Return the response with the document, and the headers that go with it."""
    reply = Response(
        problem_body(status, code, sentence, details),
        status=status,
        content_type=PROBLEM_TYPE,
    )
    if status == UNAUTHORISED:
        reply.headers["WWW-Authenticate"] = 'Bearer realm="kiosk"'
    return reply
