"""Routes for readers: pages, words, originals; permission is checked every time."""

import os
from http import HTTPStatus
from typing import Any, cast

import msgspec
from flask import Blueprint, Response, current_app, request
from flask_babel import get_locale, gettext

from kiosk.documents import queries
from kiosk.documents.page_list_cache import PageListCache
from kiosk.documents.version_diff import compare_versions, predecessor_id
from kiosk.roles import Permission
from kiosk.storage.files import path_of
from kiosk.watermarks import queries as watermark_queries
from kiosk.watermarks.client import WatermarkClient, being_drawn
from kiosk.watermarks.rules import WatermarkRequest
from kiosk.web import request as web
from kiosk.web import x_accel

blueprint = Blueprint("reading", __name__)

_PAGE_LISTS = "kiosk.page_lists"
_WATERMARKS = "kiosk.marks"
CHUNK_BYTES = 64 * 1024
# Cache-Control of page files.
CACHE_FOREVER = "private, max-age=31536000, immutable"
NO_STORE = "private, no-store"
REVALIDATE = "private, no-cache"
# Header of a request that only overwrites the browser's cached copy.
FORGET_HEADER = "Kiosk-Forget"


@blueprint.record
def _install(state: Any) -> None:
    state.app.extensions[_PAGE_LISTS] = PageListCache()
    state.app.extensions[_WATERMARKS] = WatermarkClient(
        state.app.extensions["kiosk.store"].config.data
    )


def _refusal_text(refusal: queries.DocumentRefusal | None) -> str:
    return gettext(refusal.sentence).format(**refusal.details) if refusal else ""


@blueprint.get("/<int:document_id>/pages")
def pages(meeting_id: int, document_id: int) -> Response:
    """List the available pages with their images and words."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    lists = cast(PageListCache, current_app.extensions[_PAGE_LISTS])
    with web.store().read_session() as session:
        document = queries.readable_document(session, actor, document_id)
        message = _refusal_text(queries.refusal_of(document))
        tag, state = lists.get(session, document, message, str(get_locale()))
    reply = Response(state, mimetype="application/json")
    reply.set_etag(tag)
    reply.headers["Cache-Control"] = "private, no-cache"
    reply.make_conditional(request)
    return reply


@blueprint.get("/<int:document_id>/status")
def status(meeting_id: int, document_id: int) -> Response:
    """Return the processing state of a document and the reason for a refusal."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        document = queries.readable_document(session, actor, document_id)
        state = {
            "state": document.state,
            "pages_ready": document.pages_ready,
            "page_count": document.page_count,
            "recognition": document.recognition,
            "message": _refusal_text(queries.refusal_of(document)),
        }
    return Response(msgspec.json.encode(state), mimetype="application/json")


@blueprint.get("/<int:document_id>/changes")
def changes(meeting_id: int, document_id: int) -> Response:
    """List the pages changed since another version (`since`; default: the last).

    The actor must be allowed to read both.
    """
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        new = queries.readable_document(session, actor, document_id)
        since = request.args.get("since", type=int)
        if since is None:
            since = predecessor_id(new)
        old = queries.readable_document(session, actor, since)
        found = {
            "old": {"id": old.id, "version": old.version},
            "new": {"id": new.id, "version": new.version},
            "changes": compare_versions(session, old, new),
        }
    reply = Response(msgspec.json.encode(found), mimetype="application/json")
    reply.headers["Cache-Control"] = "private, no-cache"
    return reply


@blueprint.get("/<int:document_id>/images/<sha256>.webp")
def image(meeting_id: int, document_id: int, sha256: str) -> Response:
    """Return a page image."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        document = queries.readable_document(session, actor, document_id)
        queries.check_page_image(session, document_id, sha256)
        is_kept = document.is_kept
        is_clean = queries.sees_unmarked(actor, document)
        if is_clean or watermark_queries.is_thumbnail(session, document_id, sha256):
            mark = None
        else:
            mark = watermark_queries.watermark_for(session, actor)
    if forgotten := _forget_reply():
        return forgotten
    if mark:
        return _watermarked_image(
            WatermarkRequest(document_id, sha256, mark), is_kept=is_kept
        )
    return _stored_file(sha256, "image/webp", is_kept=is_kept)


def _forget_reply() -> Response | None:
    """Return the reply that replaces a page in the browser's cache, if requested."""
    if request.headers.get(FORGET_HEADER) is None:
        return None
    return Response(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": NO_STORE})


def _watermarked_image(
    watermark_request: WatermarkRequest, *, is_kept: bool
) -> Response:
    """Return the page with the reader's watermark, drawn now or cached."""
    reply = Response(mimetype="image/jpeg")
    # Revalidated each time: the next user of the tablet has another watermark.
    reply.headers["Cache-Control"] = REVALIDATE if is_kept else NO_STORE
    reply.set_etag(watermark_request.key)
    reply.make_conditional(request)
    if reply.status_code == HTTPStatus.NOT_MODIFIED:
        return reply
    path = web.store().files.root / watermark_request.path
    if not path.exists():
        cast(WatermarkClient, current_app.extensions[_WATERMARKS]).ask(
            watermark_request
        )
    try:
        # The modification time is the cache's LRU order.
        os.utime(path)
        if x_accel.is_offered():
            x_accel.set_redirect(reply, watermark_request.path)
        else:
            reply.set_data(path.read_bytes())
    except FileNotFoundError:
        raise being_drawn() from None
    return reply


@blueprint.get("/<int:document_id>/words/<sha256>.json")
def words(meeting_id: int, document_id: int, sha256: str) -> Response:
    """Return the words of a page, with their boxes."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        document = queries.readable_document(session, actor, document_id)
        queries.check_page_words(session, document_id, sha256)
        is_kept = document.is_kept
    if forgotten := _forget_reply():
        return forgotten
    return _stored_file(sha256, "application/json", is_kept=is_kept)


def _stored_file(sha256: str, media_type: str, *, is_kept: bool) -> Response:
    reply = Response(mimetype=media_type)
    reply.headers["Cache-Control"] = CACHE_FOREVER if is_kept else NO_STORE
    reply.set_etag(sha256)
    reply.make_conditional(request)
    if reply.status_code == HTTPStatus.NOT_MODIFIED:
        return reply
    if x_accel.is_offered():
        x_accel.set_redirect(reply, path_of(sha256))
    else:
        # Small files: reading all at once is faster than streaming.
        reply.set_data(web.store().files.path(sha256).read_bytes())
    return reply


@blueprint.get("/<int:document_id>/original")
def original(meeting_id: int, document_id: int) -> Response:
    """Return the uploaded file as a download."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    store = web.store()
    with store.read_session() as session:
        document = queries.readable_document(session, actor, document_id)
        queries.check_download(actor, document)
        sha256 = document.original_sha256
        name = document.file_name
    path = path_of(sha256)
    root, media_type = store.files.root, "application/octet-stream"
    return x_accel.send_download(root, path, name, media_type)
