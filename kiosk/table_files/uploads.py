"""What the routes of imports have in common: receive a list, and find its rows."""

import secrets

from flask import Response, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.errors import N_, Conflict, NotFound
from kiosk.people.rules import MAX_IMPORT_BYTES
from kiosk.table_files.job import LIST_JOB
from kiosk.table_files.rules import ListRow
from kiosk.table_files.store import ListState, TableFileStore
from kiosk.web import request as web
from kiosk.web import uploads

# Before the rendering of documents.
_PRIORITY = 30
_DRAFT_LENGTH = 32
_DRAFT_LETTERS = frozenset("0123456789abcdef")


def lists_of(owner: str) -> TableFileStore:
    """Return the uploaded lists of an owner."""
    return TableFileStore(web.store().files.root, owner)


def receive_list(owner: str) -> ResponseReturnValue:
    """Store the request's file and queue its reading; answer with its id."""
    uploads.file_name()
    store = web.store()
    path, _ = store.files.receive_stream(
        uploads.body_chunks(MAX_IMPORT_BYTES), limit=MAX_IMPORT_BYTES
    )
    draft = secrets.token_hex(_DRAFT_LENGTH // 2)
    try:
        lists_of(owner).put_upload(path, draft)
    finally:
        path.unlink(missing_ok=True)
    store.bulk_jobs.enqueue(LIST_JOB, priority=_PRIORITY, owner=owner, draft=draft)
    return jsonify(draft=draft), 202


def _state(owner: str, draft: str) -> ListState:
    is_draft = len(draft) == _DRAFT_LENGTH and _DRAFT_LETTERS.issuperset(draft)
    state = lists_of(owner).state(draft) if is_draft else None
    if state is None:
        raise NotFound(N_("Không còn tệp này. Xin tải lên lần nữa."))
    return state


def reading_state(owner: str, draft: str) -> tuple[ListState, dict[str, object]]:
    """Return a list's state, and what the screen shows of it.

    :raises NotFound: there is no such list.
    """
    state = _state(owner, draft)
    said = gettext(state.sentence).format(**state.details) if state.sentence else ""
    return state, {"phase": state.phase, "message": said}


def rows_of_list(owner: str, draft: str) -> list[ListRow]:
    """Return the rows of a list that is read.

    :raises NotFound: there is no such list.
    :raises Conflict: it is not read yet.
    """
    state = _state(owner, draft)
    if state.phase != "read":
        raise Conflict(N_("Tệp chưa đọc xong. Xin chờ giây lát."), code="not_read")
    return state.rows


def private_answer(answer: object) -> Response:
    """Return an answer that no cache keeps."""
    reply = jsonify(answer)
    reply.headers["Cache-Control"] = "private, no-store"
    return reply
