"""Turn answers into responses: JSON, text or a file, each with its ETag."""

import hashlib
from urllib.parse import urlencode

import msgspec
from flask import Response, request

from kiosk.api.paging import ListPage
from kiosk.api.requests import JSON_TYPE, Answer, FileAnswer, TextAnswer
from kiosk.storage.files import path_of
from kiosk.web import request as web
from kiosk.web import x_accel

# Kept by the caller, asked for again each time.
_REVALIDATED = "private, no-cache"
_NOT_MODIFIED = 304


def etag_of(content: bytes) -> str:
    """Return the ETag of a body."""
    return hashlib.sha256(content).hexdigest()[:32]


def make_reply(answer: Answer) -> Response:
    """Return the response; 304 without a body if the caller has this one."""
    if isinstance(answer, FileAnswer):
        return _file(answer)
    if isinstance(answer, TextAnswer):
        return text_reply(answer.content, answer.media_type)
    reply = text_reply(msgspec.json.encode(answer), JSON_TYPE)
    if isinstance(answer, ListPage) and answer.next:
        query = urlencode(request.args.to_dict() | {"cursor": answer.next})
        reply.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return reply


def written_reply(answer: msgspec.Struct, status: int) -> Response:
    """Return the response to a write, with the ETag of what there is now."""
    content = msgspec.json.encode(answer)
    reply = Response(content, status=status, content_type=JSON_TYPE)
    reply.set_etag(etag_of(content))
    return reply


def text_reply(content: bytes, media_type: str) -> Response:
    """Return `content`, which fits in memory."""
    tag = etag_of(content)
    reply = _unchanged(tag) or Response(content, content_type=media_type)
    reply.set_etag(tag)
    reply.headers["Cache-Control"] = _REVALIDATED
    return reply


def _unchanged(tag: str) -> Response | None:
    is_known = request.if_none_match.contains_weak(tag)
    return Response(status=_NOT_MODIFIED) if is_known else None


def _file(answer: FileAnswer) -> Response:
    reply = _unchanged(answer.sha256)
    if reply is None:
        root, place = web.store().files.root, path_of(answer.sha256)
        reply = x_accel.send_download(root, place, answer.name, answer.media_type)
    reply.set_etag(answer.sha256)
    return reply
