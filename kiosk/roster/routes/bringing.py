"""The secretary's hand: bring a list, have it read otherwise, say yes or no."""

import secrets
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, Conflict
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.roles import Permission
from kiosk.roster.drafts import Draft, Phase
from kiosk.roster.lines import SEPARATORS
from kiosk.roster.places import Shelf
from kiosk.roster.registrar import ROSTER_JOB
from kiosk.roster.routes.shelf import LIST_PRIORITY, shelf_of
from kiosk.roster.rules import MOST_BYTES, MOST_COLUMNS, Choice
from kiosk.web import request as web
from kiosk.web import uploads

blueprint = Blueprint("bringing", __name__)

Token = Annotated[str, msgspec.Meta(max_length=64)]


class Choose(msgspec.Struct, forbid_unknown_fields=True):
    """How to read the list that is on the screen."""

    draft: Token
    turn: int
    choice: Choice


class Confirm(msgspec.Struct, forbid_unknown_fields=True):
    """Yes to what is on the screen."""

    draft: Token
    turn: int
    signature: Token


def _go_on(shelf: Shelf, meeting_id: int, draft: Draft) -> ResponseReturnValue:
    """Want something of a draft, and have it done."""
    shelf.write("draft", draft)
    web.store().bulk_jobs.enqueue(
        ROSTER_JOB,
        priority=LIST_PRIORITY,
        meeting_id=meeting_id,
        draft=draft.id,
        turn=draft.turn,
    )
    return jsonify(draft=draft.id, turn=draft.turn)


def _draft(shelf: Shelf, draft_id: str, turn: int) -> Draft:
    found = shelf.draft()
    if found is None or (found.id, found.turn) != (draft_id, turn):
        raise Conflict(
            N_("Người khác vừa nhập một danh sách khác. Xin xem lại màn hình."),
            code="changed_meanwhile",
        )
    _check_at_rest(shelf)
    return found


def _check_at_rest(shelf: Shelf) -> None:
    """Let nothing be changed while a list is written."""
    draft = shelf.draft()
    if draft and shelf.state(draft).phase is Phase.TAKING:
        raise Conflict(N_("Danh sách đang được ghi. Xin chờ giây lát."))


def _check_open(meeting_id: int) -> None:
    with web.store().reading() as session:
        check_not_closed(MeetingState(get_meeting(session, meeting_id).state))


@blueprint.post("")
def bring(meeting_id: int) -> ResponseReturnValue:
    """Take a list as a file, and have it read; nothing else is written."""
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    _check_open(meeting_id)
    shelf, name = shelf_of(meeting_id), uploads.file_name()
    _check_at_rest(shelf)
    path, _ = web.store().files.receive_stream(
        uploads.chunks(MOST_BYTES), limit=MOST_BYTES
    )
    try:
        draft = Draft(secrets.token_hex(8), name, actor.label)
        shelf.bring(path, draft)
    finally:
        path.unlink(missing_ok=True)
    return _go_on(shelf, meeting_id, draft)


def _check_choice(choice: Choice) -> None:
    columns = choice.columns or {}
    if (
        (choice.separator is not None and choice.separator not in SEPARATORS)
        or any(not 0 <= place <= MOST_COLUMNS for place in columns)
        or len(set(columns.values())) < len(columns)
    ):
        raise Conflict(N_("Mỗi loại thông tin chỉ chọn cho một cột. Xin chọn lại."))


@blueprint.post("/choice")
def choose(meeting_id: int) -> ResponseReturnValue:
    """Have the list read otherwise, or compared once more."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    form, shelf = web.body(Choose), shelf_of(meeting_id)
    draft = _draft(shelf, form.draft, form.turn)
    _check_choice(form.choice)
    wanted = msgspec.structs.replace(
        draft, turn=draft.turn + 1, choice=form.choice, confirmed=""
    )
    return _go_on(shelf, meeting_id, wanted)


@blueprint.post("/confirm")
def confirm(meeting_id: int) -> ResponseReturnValue:
    """Have the list written as it was shown.

    :raises Conflict: something else is on the screen, or it is not known yet how the
        file is written.
    """
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    _check_open(meeting_id)
    form, shelf = web.body(Confirm), shelf_of(meeting_id)
    draft = _draft(shelf, form.draft, form.turn)
    preview = shelf.preview(draft)
    if preview is None or preview.signature != form.signature:
        raise Conflict(N_("Danh sách chưa đọc xong. Xin chờ rồi xem lại."))
    if preview.reading.writing is None:
        raise Conflict(N_("Xin chọn bảng mã trước: dòng nào hiện đúng họ tên?"))
    wanted = msgspec.structs.replace(
        draft, turn=draft.turn + 1, by=actor.label, confirmed=form.signature
    )
    return _go_on(shelf, meeting_id, wanted)


@blueprint.post("/discard")
def discard(meeting_id: int) -> ResponseReturnValue:
    """Drop the list that was brought in; nothing of it was written."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    web.body(web.Nothing)
    shelf = shelf_of(meeting_id)
    _check_at_rest(shelf)
    shelf.drop()
    return "", 204
