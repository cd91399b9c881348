"""Routes for secretaries: upload, rename, move, delete, process again."""

import msgspec
from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk.documents.actions import (
    arrangement,
    lifecycle,
    publication,
    recognition,
    stamps,
)
from kiosk.documents.file_detection import check_upload
from kiosk.documents.file_types import FILE_TYPES
from kiosk.errors import N_, Invalid
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web import uploads

blueprint = Blueprint("preparing", __name__)

MAX_DIGITS = 20


class RenameForm(msgspec.Struct, forbid_unknown_fields=True):
    """The new title, and the revision shown on the screen."""

    title: str
    revision: int


class MoveForm(msgspec.Struct, forbid_unknown_fields=True):
    """The item, and the document to place it after; null: none, first."""

    item: int | None
    after: int | None


def _optional_id(name: str, otherwise: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < MAX_DIGITS):
        raise Invalid(otherwise)
    return int(text)


@blueprint.post("")
def upload(meeting_id: int) -> ResponseReturnValue:
    """Upload a file as a document or as a new version of one."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    store, name = web.store(), uploads.file_name()
    item_id = _optional_id("item", N_("Không có nội dung này trong chương trình."))
    replaces_id = _optional_id("replaces", N_("Không có tài liệu này trong hội nghị."))
    limit = store.config.max_upload_mb * 1_000_000
    path, stored = store.files.receive_stream(uploads.body_chunks(limit), limit=limit)
    try:
        media_type = FILE_TYPES[check_upload(path, name)].media_type
        with store.unit_of_work(actor.label) as work:
            document_id = lifecycle.add_document(
                work,
                store.files,
                store.prompt_jobs,
                actor=actor,
                upload=lifecycle.Upload(path, stored, name, media_type, replaces_id),
                item_id=item_id,
            )
    finally:
        path.unlink(missing_ok=True)
    return {"id": document_id}, 201


@blueprint.post("/<int:document_id>/withdraw")
def withdraw(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Withdraw a document."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        publication.withdraw_document(work, actor=actor, document_id=document_id)
    return "", 204


@blueprint.post("/<int:document_id>/delete")
def delete(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Delete a document that was never published."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        lifecycle.delete_document(
            work, store.prompt_jobs, actor=actor, document_id=document_id
        )
    return "", 204


@blueprint.post("/<int:document_id>/retry")
def retry(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Process a document again that was refused or lacks pages."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        lifecycle.retry_document(
            work, store.prompt_jobs, actor=actor, document_id=document_id
        )
    return "", 204


@blueprint.post("/<int:document_id>/deny-stamp")
def deny_stamp(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Record that a detected secrecy stamp is none."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        stamps.deny_stamp(work, actor=actor, document_id=document_id)
    return "", 204


@blueprint.post("/<int:document_id>/recognition/stop")
def stop_recognition(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Stop the OCR of a document."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        recognition.stop_recognition(work, actor=actor, document_id=document_id)
    return "", 204


@blueprint.post("/<int:document_id>/recognition/go-on")
def go_on_recognising(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Resume the OCR of a document."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
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
    """Rename a document."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(RenameForm)
    with web.store().unit_of_work(actor.label) as work:
        arrangement.rename_document(
            work,
            actor=actor,
            document_id=document_id,
            title=form.title,
            revision=form.revision,
        )
    return "", 204


@blueprint.post("/<int:document_id>/move")
def move(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Move a document to an item and position."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(MoveForm)
    with web.store().unit_of_work(actor.label) as work:
        arrangement.move_document(
            work,
            actor=actor,
            document_id=document_id,
            item_id=form.item,
            after_id=form.after,
        )
    return "", 204
