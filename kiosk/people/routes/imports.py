"""Upload a list, change its options, confirm or discard it."""

import secrets
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.errors import N_, Conflict
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.people.imports.draft import ImportDraft, ImportPhase
from kiosk.people.imports.job import PEOPLE_IMPORT_JOB
from kiosk.people.imports.rows import SEPARATORS
from kiosk.people.imports.store import ImportStore
from kiosk.people.routes.stores import IMPORT_PRIORITY, get_import_store
from kiosk.people.rules import MAX_IMPORT_BYTES, MAX_IMPORT_COLUMNS, ImportOptions
from kiosk.roles import Permission
from kiosk.web import device_cookies, uploads
from kiosk.web import request as web

blueprint = Blueprint("imports", __name__)

Token = Annotated[str, msgspec.Meta(max_length=64)]


class OptionsForm(msgspec.Struct, forbid_unknown_fields=True):
    """New options for the draft."""

    draft: Token
    turn: int
    choice: ImportOptions


class ConfirmationForm(msgspec.Struct, forbid_unknown_fields=True):
    """Confirmation of the preview shown."""

    draft: Token
    turn: int
    signature: Token


def _enqueue(
    import_store: ImportStore, meeting_id: int, draft: ImportDraft
) -> ResponseReturnValue:
    """Store a draft and enqueue its job."""
    import_store.write("draft", draft)
    web.store().bulk_jobs.enqueue(
        PEOPLE_IMPORT_JOB,
        priority=IMPORT_PRIORITY,
        meeting_id=meeting_id,
        draft=draft.id,
        turn=draft.turn,
    )
    return jsonify(draft=draft.id, turn=draft.turn)


def _get_draft(import_store: ImportStore, draft_id: str, turn: int) -> ImportDraft:
    found = import_store.draft()
    if found is None or (found.id, found.turn) != (draft_id, turn):
        raise Conflict(
            N_("Người khác vừa nhập một danh sách khác. Xin xem lại màn hình."),
            code="changed_meanwhile",
        )
    _check_not_writing(import_store)
    return found


def _check_not_writing(import_store: ImportStore) -> None:
    """Check that no list is being written."""
    draft = import_store.draft()
    if draft and import_store.state(draft).phase is ImportPhase.TAKING:
        raise Conflict(N_("Danh sách đang được ghi. Xin chờ giây lát."))


def _check_open(meeting_id: int) -> None:
    with web.store().read_session() as session:
        check_not_closed(MeetingState(get_meeting(session, meeting_id).state))


@blueprint.post("")
def upload(meeting_id: int) -> ResponseReturnValue:
    """Store an uploaded list and enqueue its reading."""
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    _check_open(meeting_id)
    import_store, name = get_import_store(meeting_id), uploads.file_name()
    _check_not_writing(import_store)
    path, _ = web.store().files.receive_stream(
        uploads.body_chunks(MAX_IMPORT_BYTES), limit=MAX_IMPORT_BYTES
    )
    try:
        draft = ImportDraft(secrets.token_hex(8), name, actor.label)
        import_store.put_upload(path, draft)
    finally:
        path.unlink(missing_ok=True)
    return _enqueue(import_store, meeting_id, draft)


def _check_choice(choice: ImportOptions) -> None:
    columns = choice.columns or {}
    if (
        (choice.separator is not None and choice.separator not in SEPARATORS)
        or any(not 0 <= place <= MAX_IMPORT_COLUMNS for place in columns)
        or len(set(columns.values())) < len(columns)
    ):
        raise Conflict(N_("Mỗi loại thông tin chỉ chọn cho một cột. Xin chọn lại."))


@blueprint.post("/choice")
def choose(meeting_id: int) -> ResponseReturnValue:
    """Read the list with other options, or compare it again."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    form, import_store = web.body(OptionsForm), get_import_store(meeting_id)
    draft = _get_draft(import_store, form.draft, form.turn)
    _check_choice(form.choice)
    wanted = msgspec.structs.replace(
        draft, turn=draft.turn + 1, choice=form.choice, confirmed=""
    )
    return _enqueue(import_store, meeting_id, wanted)


@blueprint.post("/confirm")
def confirm(meeting_id: int) -> ResponseReturnValue:
    """Apply the list as it was shown.

    :raises Conflict: the preview has changed, or its text encoding is not chosen yet.
    """
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    _check_open(meeting_id)
    form, import_store = web.body(ConfirmationForm), get_import_store(meeting_id)
    draft = _get_draft(import_store, form.draft, form.turn)
    preview = import_store.preview(draft)
    if preview is None or preview.signature != form.signature:
        raise Conflict(N_("Danh sách chưa đọc xong. Xin chờ rồi xem lại."))
    if preview.reading.writing is None:
        raise Conflict(N_("Xin chọn bảng mã trước: dòng nào hiện đúng họ tên?"))
    wanted = msgspec.structs.replace(
        draft, turn=draft.turn + 1, by=actor.label, confirmed=form.signature
    )
    with web.store().unit_of_work(actor.label) as work:
        endpoint, detail = device_cookies.client_endpoint(), f"meeting:{meeting_id}"
        log_act(work, AccessAction.LIST_IMPORTED, actor, endpoint, detail)
    return _enqueue(import_store, meeting_id, wanted)


@blueprint.post("/discard")
def discard(meeting_id: int) -> ResponseReturnValue:
    """Discard the uploaded list; nothing of it was written."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    web.body(web.EmptyBody)
    import_store = get_import_store(meeting_id)
    _check_not_writing(import_store)
    import_store.discard()
    return "", 204
