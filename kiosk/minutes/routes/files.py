"""Routes of files: the locked PDF, and the signed ones brought back."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, Invalid, NotFound
from kiosk.minutes.actions.files import add_signed_file, check_awaits_signature
from kiosk.minutes.job_names import SIGNED_JOB
from kiosk.minutes.queries.review import readable_minutes, signed_files_of
from kiosk.minutes.queries.text import get_minutes
from kiosk.minutes.routes.access import reader, writer
from kiosk.minutes.rules import MAX_SIGNED_BYTES
from kiosk.storage.files import path_of
from kiosk.web import request as web
from kiosk.web import uploads, x_accel

blueprint = Blueprint("files", __name__, url_prefix="/<int:minutes_id>")
_PDF = "application/pdf"
_HEAD_BYTES = 1024


@blueprint.get("/pdf")
def pdf(meeting_id: int, minutes_id: int) -> Response:
    """Download the PDF of locked minutes, always the same one."""
    actor = reader(meeting_id)
    with web.store().read_session() as session:
        sha256 = readable_minutes(session, actor, minutes_id).pdf_sha256
    if not sha256:
        raise NotFound(N_("Chưa có bản PDF của biên bản này."))
    return _download(sha256, "bien-ban.pdf")


@blueprint.post("/signed")
def upload(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Store a signed PDF beside the locked one; the worker checks it."""
    actor = writer(meeting_id)
    store = web.store()
    with store.read_session() as session:
        check_awaits_signature(get_minutes(session, meeting_id, minutes_id))
    name = uploads.file_name()
    path, stored = store.files.receive_stream(
        uploads.body_chunks(MAX_SIGNED_BYTES), limit=MAX_SIGNED_BYTES
    )
    try:
        with path.open("rb") as file:
            if b"%PDF-" not in file.read(_HEAD_BYTES):
                raise Invalid(
                    N_("Tệp này không phải PDF. Xin chọn tệp PDF đã ký."),
                    code="no_pdf",
                )
        store.files.move_in(path, stored)
    finally:
        path.unlink(missing_ok=True)
    with store.unit_of_work(actor.label) as work:
        made = add_signed_file(
            work, actor=actor, minutes_id=minutes_id, file_name=name, stored=stored
        )
    store.bulk_jobs.enqueue(SIGNED_JOB, priority=30, signed_id=made)
    return jsonify(id=made), 202


@blueprint.get("/signed/<int:signed_id>")
def signed(meeting_id: int, minutes_id: int, signed_id: int) -> Response:
    """Download a signed PDF."""
    actor = reader(meeting_id)
    with web.store().read_session() as session:
        minutes = readable_minutes(session, actor, minutes_id)
        found = {one.id: one for one in signed_files_of(session, minutes.id)}
        file = found.get(signed_id)
        if file is None:
            raise NotFound(N_("Không có tệp đã ký này."))
        sha256, name = file.sha256, file.file_name
    return _download(sha256, name)


def _download(sha256: str, name: str) -> Response:
    root = web.store().files.root
    return x_accel.send_download(root, path_of(sha256), name, _PDF)
