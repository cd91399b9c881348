"""The reader's hand: pages, words, originals; rights are asked on every request."""

import os
from http import HTTPStatus
from typing import Any, cast

import msgspec
from flask import Blueprint, Response, current_app, request
from flask_babel import get_locale, gettext

from kiosk.documents import queries
from kiosk.documents.changes import changes_between, predecessor_of
from kiosk.documents.marking import queries as marking
from kiosk.documents.marking.asking import Desk, being_drawn
from kiosk.documents.marking.rules import Wish
from kiosk.documents.page_lists import PageLists
from kiosk.roles import Permission
from kiosk.storage.files import place_of
from kiosk.web import handing_over
from kiosk.web import request as web

blueprint = Blueprint("reading", __name__)

_KEPT = "kiosk.page_lists"
_DESK = "kiosk.marks"
CHUNK_BYTES = 64 * 1024
# What browsers are told of a page: kept, or used once and forgotten.
FOR_EVER = "private, max-age=31536000, immutable"
NEVER = "private, no-store"
AGAIN = "private, no-cache"
# With it a tablet asks for nothing: what it holds is to be overwritten.
FORGET = "Kiosk-Forget"


@blueprint.record
def _install(state: Any) -> None:
    state.app.extensions[_KEPT] = PageLists()
    state.app.extensions[_DESK] = Desk(state.app.extensions["kiosk.store"].config.data)


def _message(refusal: queries.Refusal | None) -> str:
    return gettext(refusal.sentence).format(**refusal.details) if refusal else ""


@blueprint.get("/<int:document_id>/pages")
def pages(meeting_id: int, document_id: int) -> Response:
    """List the pages that are ready, with their images and words."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    lists = cast(PageLists, current_app.extensions[_KEPT])
    with web.store().reading() as session:
        document = queries.readable_document(session, actor, document_id)
        message = _message(queries.refusal_of(document))
        tag, state = lists.get(session, document, message, str(get_locale()))
    reply = Response(state, mimetype="application/json")
    reply.set_etag(tag)
    reply.headers["Cache-Control"] = "private, no-cache"
    reply.make_conditional(request)
    return reply


@blueprint.get("/<int:document_id>/status")
def status(meeting_id: int, document_id: int) -> Response:
    """Say how far a paper has come, and in words why it was refused."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().reading() as session:
        document = queries.readable_document(session, actor, document_id)
        state = {
            "state": document.state,
            "pages_ready": document.pages_ready,
            "page_count": document.page_count,
            "recognition": document.recognition,
            "message": _message(queries.refusal_of(document)),
        }
    return Response(msgspec.json.encode(state), mimetype="application/json")


@blueprint.get("/<int:document_id>/changes")
def changes(meeting_id: int, document_id: int) -> Response:
    """Say which pages a version changed since another one (`since`; else the last).

    Who asks must have the right to read both.
    """
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().reading() as session:
        new = queries.readable_document(session, actor, document_id)
        since = request.args.get("since", type=int)
        if since is None:
            since = predecessor_of(new)
        old = queries.readable_document(session, actor, since)
        found = {
            "old": {"id": old.id, "version": old.version},
            "new": {"id": new.id, "version": new.version},
            "changes": changes_between(session, old, new),
        }
    reply = Response(msgspec.json.encode(found), mimetype="application/json")
    reply.headers["Cache-Control"] = "private, no-cache"
    return reply


@blueprint.get("/<int:document_id>/images/<sha256>.webp")
def image(meeting_id: int, document_id: int, sha256: str) -> Response:
    """Give one page image."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().reading() as session:
        document = queries.readable_document(session, actor, document_id)
        queries.check_page_image(session, document_id, sha256)
        is_kept = document.is_kept
        is_clean = queries.is_clean_for(actor, document)
        if is_clean or marking.is_thumbnail(session, document_id, sha256):
            mark = None
        else:
            mark = marking.mark_of(session, actor)
    if forgotten := _forgotten():
        return forgotten
    if mark:
        return _drawn(Wish(document_id, sha256, mark), is_kept=is_kept)
    return _immutable(sha256, "image/webp", is_kept=is_kept)


def _forgotten() -> Response | None:
    """Return the answer that takes the place of a page in a browser's store."""
    if request.headers.get(FORGET) is None:
        return None
    return Response(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": NEVER})


def _drawn(wish: Wish, *, is_kept: bool) -> Response:
    """Give the page with the reader's own name on it, drawn now or before."""
    reply = Response(mimetype="image/jpeg")
    # Asked for each time: on the same tablet the next reader has another name.
    reply.headers["Cache-Control"] = AGAIN if is_kept else NEVER
    reply.set_etag(wish.key)
    reply.make_conditional(request)
    if reply.status_code == HTTPStatus.NOT_MODIFIED:
        return reply
    path = web.store().files.root / wish.place
    if not path.exists():
        cast(Desk, current_app.extensions[_DESK]).ask(wish)
    try:
        # The worker makes room by what was not given away for longest.
        os.utime(path)
        if handing_over.is_offered():
            handing_over.hand_over(reply, wish.place)
        else:
            reply.set_data(path.read_bytes())
    except FileNotFoundError:
        raise being_drawn() from None
    return reply


@blueprint.get("/<int:document_id>/words/<sha256>.json")
def words(meeting_id: int, document_id: int, sha256: str) -> Response:
    """Give the words of one page, with their boxes."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().reading() as session:
        document = queries.readable_document(session, actor, document_id)
        queries.check_page_words(session, document_id, sha256)
        is_kept = document.is_kept
    if forgotten := _forgotten():
        return forgotten
    return _immutable(sha256, "application/json", is_kept=is_kept)


def _immutable(sha256: str, media_type: str, *, is_kept: bool) -> Response:
    reply = Response(mimetype=media_type)
    reply.headers["Cache-Control"] = FOR_EVER if is_kept else NEVER
    reply.set_etag(sha256)
    reply.make_conditional(request)
    if reply.status_code == HTTPStatus.NOT_MODIFIED:
        return reply
    if handing_over.is_offered():
        handing_over.hand_over(reply, place_of(sha256))
    else:
        # Read whole: it is small, and one write to the socket is the quickest answer.
        reply.set_data(web.store().files.path(sha256).read_bytes())
    return reply


@blueprint.get("/<int:document_id>/original")
def original(meeting_id: int, document_id: int) -> Response:
    """Give the file as it was uploaded, to keep; never to show."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    store = web.store()
    with store.reading() as session:
        document = queries.readable_document(session, actor, document_id)
        queries.check_original(actor, document)
        sha256 = document.original_sha256
        name = document.file_name
    place = place_of(sha256)
    root, media_type = store.files.root, "application/octet-stream"
    return handing_over.give_to_keep(root, place, name, media_type)
