"""The secretary's hand: uploading, naming, placing, publishing, withdrawing."""

import time
from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec
from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk.documents.actions import (
    papers,
    placing,
    publication,
    recognition,
)
from kiosk.documents.kinds import FACTS, check_upload
from kiosk.errors import N_, Invalid
from kiosk.roles import Permission
from kiosk.storage.files import too_large
from kiosk.vietnamese import nfc
from kiosk.web import request as web

blueprint = Blueprint("preparing", __name__)

CHUNK_BYTES = 64 * 1024
LONGEST_NAME = 200
# No file system has longer ones; what a program sends beyond is told in words.
LONGEST_SENT_NAME = 1000


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """A deed that needs no more words."""


class Rename(msgspec.Struct, forbid_unknown_fields=True):
    """The new title, and the revision that was on the screen."""

    title: str
    revision: int


class Move(msgspec.Struct, forbid_unknown_fields=True):
    """The item to attach to, and the paper to stand after; null: none, first."""

    item: int | None
    after: int | None


def _file_name() -> str:
    """Return the name of the uploaded file, without any folder or control sign."""
    sent = request.args.get("name", "")
    if len(sent) > LONGEST_SENT_NAME:
        raise Invalid(
            N_("Tên tệp quá dài. Xin đặt tên ngắn hơn rồi tải lại."),
            code="name_too_long",
        )
    plain = "".join(c for c in sent if c.isprintable())
    name = nfc(PurePosixPath(plain.replace("\\", "/")).name)
    if not name:
        raise Invalid(N_("Tệp tải lên không có tên. Xin đặt tên tệp rồi tải lại."))
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(extension[:10])]}{dot}{extension[:10]}"


def _number(name: str, otherwise: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < LONGEST_NAME // 10):
        raise Invalid(otherwise)
    return int(text)


def _chunks() -> Iterator[bytes]:
    received = 0
    while chunk := request.stream.read(CHUNK_BYTES):
        received += len(chunk)
        yield chunk
        # What is already here is read without waiting: let the others run.
        time.sleep(0)
    if request.content_length not in {None, received}:
        raise Invalid(N_("Tệp đến chưa trọn vẹn. Xin kiểm tra mạng rồi tải lại."))


@blueprint.post("")
def upload(meeting_id: int) -> ResponseReturnValue:
    """Take a file as it is, and have it opened: a paper, or a new version of one."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    store, name = web.store(), _file_name()
    item_id = _number("item", N_("Không có nội dung này trong chương trình."))
    replaces_id = _number("replaces", N_("Không có tài liệu này trong hội nghị."))
    limit = store.config.max_upload_mb * 1_000_000
    if (request.content_length or 0) > limit:
        raise too_large(limit)
    request.max_content_length = limit
    path, stored = store.files.receive_stream(_chunks(), limit=limit)
    try:
        media_type = FACTS[check_upload(path, name)].media_type
        with store.work(actor.label) as work:
            document_id = papers.add_document(
                work,
                store.files,
                store.prompt_jobs,
                actor=actor,
                upload=papers.Upload(path, stored, name, media_type, replaces_id),
                item_id=item_id,
            )
    finally:
        path.unlink(missing_ok=True)
    return {"id": document_id}, 201


@blueprint.post("/<int:document_id>/withdraw")
def withdraw(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Take it back from every tablet."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(Nothing)
    with web.store().work(actor.label) as work:
        publication.withdraw_document(work, actor=actor, document_id=document_id)
    return "", 204


@blueprint.post("/<int:document_id>/delete")
def delete(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Remove a paper that was never published."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(Nothing)
    store = web.store()
    with store.work(actor.label) as work:
        papers.delete_document(
            work, store.prompt_jobs, actor=actor, document_id=document_id
        )
    return "", 204


@blueprint.post("/<int:document_id>/retry")
def retry(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Have a refused paper opened once more."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(Nothing)
    store = web.store()
    with store.work(actor.label) as work:
        papers.retry_document(
            work, store.prompt_jobs, actor=actor, document_id=document_id
        )
    return "", 204


@blueprint.post("/<int:document_id>/recognition/stop")
def stop_recognition(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Let no more of its scanned pages be read."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(Nothing)
    with web.store().work(actor.label) as work:
        recognition.stop_recognition(work, actor=actor, document_id=document_id)
    return "", 204


@blueprint.post("/<int:document_id>/recognition/go-on")
def go_on_recognising(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Have the rest of its scanned pages read, and those that failed."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(Nothing)
    store = web.store()
    with store.work(actor.label) as work:
        recognition.go_on_recognising(
            work,
            store.text_jobs,
            actor=actor,
            document_id=document_id,
            is_on=store.config.ocr,
        )
    return "", 204


@blueprint.post("/<int:document_id>/rename")
def rename(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Give it another title."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(Rename)
    with web.store().work(actor.label) as work:
        placing.rename_document(
            work,
            actor=actor,
            document_id=document_id,
            title=form.title,
            revision=form.revision,
        )
    return "", 204


@blueprint.post("/<int:document_id>/move")
def move(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Attach it to an item, in its place there."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(Move)
    with web.store().work(actor.label) as work:
        placing.move_document(
            work,
            actor=actor,
            document_id=document_id,
            item_id=form.item,
            after_id=form.after,
        )
    return "", 204
