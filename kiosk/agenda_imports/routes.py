"""Routes of agenda imports: read a file, preview a table, add its items."""

import secrets
from typing import Annotated, Any

import msgspec
from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.agenda.actions import ItemDetails
from kiosk.agenda_imports import actions
from kiosk.agenda_imports.job import AGENDA_FILE_JOB
from kiosk.agenda_imports.parser import parse_agenda
from kiosk.agenda_imports.presenters import find_presenters
from kiosk.agenda_imports.rules import (
    COLUMN_LABELS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    AgendaColumn,
    ParsedRow,
    Rows,
)
from kiosk.agenda_imports.store import AgendaFileStore, ReadState
from kiosk.errors import N_, Invalid, NotFound
from kiosk.live.offload import run_in_thread
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.roles import Permission
from kiosk.web import device_cookies, uploads
from kiosk.web import request as web

blueprint = Blueprint(
    "agenda_imports", __name__, url_prefix="/m/<int:meeting_id>/agenda-import"
)
# Before the rendering of documents.
_PRIORITY = 30
_DRAFT_LETTERS = frozenset("0123456789abcdef")
_DRAFT_LENGTH = 32


class TableForm(msgspec.Struct, forbid_unknown_fields=True):
    """The rows of a table; `columns` as chosen by hand, None: recognise them."""

    rows: Rows
    columns: dict[int, AgendaColumn] | None = None


class ItemsForm(msgspec.Struct, forbid_unknown_fields=True):
    """The items to add, and how many the agenda had when they were confirmed."""

    items: Annotated[list[ItemDetails], msgspec.Meta(min_length=1, max_length=MAX_ROWS)]
    seen: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


def _files(meeting_id: int) -> AgendaFileStore:
    return AgendaFileStore(web.store().files.root, meeting_id)


@blueprint.post("/file")
def upload(meeting_id: int) -> ResponseReturnValue:
    """Store an uploaded file and enqueue its reading."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        check_not_closed(MeetingState(get_meeting(session, meeting_id).state))
    uploads.file_name()
    path, _ = web.store().files.receive_stream(
        uploads.body_chunks(MAX_FILE_BYTES), limit=MAX_FILE_BYTES
    )
    draft = secrets.token_hex(_DRAFT_LENGTH // 2)
    try:
        _files(meeting_id).put_upload(path, draft)
    finally:
        path.unlink(missing_ok=True)
    web.store().bulk_jobs.enqueue(
        AGENDA_FILE_JOB, priority=_PRIORITY, meeting_id=meeting_id, draft=draft
    )
    return jsonify(draft=draft), 202


@blueprint.get("/file")
def file_state(meeting_id: int) -> ResponseReturnValue:
    """Return the progress of reading the file `?draft=`, and its tables."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    draft = request.args.get("draft", "")
    is_draft = len(draft) == _DRAFT_LENGTH and _DRAFT_LETTERS.issuperset(draft)
    state = _files(meeting_id).state(draft) if is_draft else None
    if state is None:
        raise NotFound(N_("Không còn tệp này. Xin tải lên lần nữa."))
    return _private(
        {
            "phase": state.phase,
            "message": _message(state),
            "tables": msgspec.to_builtins(state.tables),
        }
    )


def _message(state: ReadState) -> str:
    return gettext(state.sentence).format(**state.details) if state.sentence else ""


@blueprint.post("/preview")
def preview(meeting_id: int) -> ResponseReturnValue:
    """Return the items of a table; nothing is written."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(TableForm)
    _check_columns(form.columns)
    parsed = run_in_thread("agenda", parse_agenda, form.rows, form.columns)
    with web.store().read_session() as session:
        presenters = find_presenters(
            session, meeting_id, [row.presenter for row in parsed.rows]
        )
    return _private(
        {
            "columns": [
                {"heading": heading, "field": parsed.columns.get(place, "")}
                for place, heading in enumerate(parsed.headings)
            ],
            "fields": [
                {"value": column, "label": gettext(label)}
                for column, label in COLUMN_LABELS.items()
            ],
            "has_heading": parsed.has_heading,
            "rows": [_row(row, presenters) for row in parsed.rows],
        }
    )


def _check_columns(columns: dict[int, AgendaColumn] | None) -> None:
    """Check the columns chosen by hand.

    :raises Invalid: one is out of bounds, or two hold the same.
    """
    chosen = columns or {}
    if any(not 0 <= place < MAX_COLUMNS for place in chosen) or len(
        set(chosen.values())
    ) < len(chosen):
        raise Invalid(
            N_("Mỗi loại thông tin chỉ chọn cho một cột. Xin chọn lại."),
            code="bad_columns",
        )


def _row(
    row: ParsedRow, presenters: dict[str, list[dict[str, object]]]
) -> dict[str, Any]:
    candidates = presenters.get(row.presenter, [])
    return {
        "title": row.title,
        "minutes": row.minutes,
        "kind": row.kind,
        "presenter": row.presenter,
        # Of several the secretary chooses.
        "presenter_id": candidates[0]["id"] if len(candidates) == 1 else None,
        "candidates": candidates,
        "is_included": row.is_included,
    }


@blueprint.post("/items")
def add(meeting_id: int) -> ResponseReturnValue:
    """Add all items of a confirmed preview to the agenda."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ItemsForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.add_imported_items(work, actor=actor, items=form.items, seen=form.seen)
        endpoint, detail = device_cookies.client_endpoint(), f"meeting:{meeting_id}"
        log_act(work, AccessAction.AGENDA_IMPORTED, actor, endpoint, detail)
    return jsonify(count=len(form.items)), 201


def _private(answer: object) -> Response:
    reply = jsonify(answer)
    reply.headers["Cache-Control"] = "private, no-store"
    return reply
