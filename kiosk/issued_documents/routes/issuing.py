"""Routes of the file, of issuing, sending, reminding and recalling."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.errors import N_, Invalid, NotFound
from kiosk.issued_documents.actions import issuing
from kiosk.issued_documents.queries.register import get_issued, shown_number
from kiosk.issued_documents.routes.access import (
    log_issued,
    register_staff,
    staff_work,
)
from kiosk.issued_documents.rules import (
    CHECK_JOB,
    MAX_ISSUED_BYTES,
    IssuedFileState,
    IssuedState,
    ReasonForm,
    UnitsForm,
    check_state,
)
from kiosk.storage.files import path_of
from kiosk.web import device_cookies, uploads, x_accel
from kiosk.web import request as web

blueprint = Blueprint("issuing", __name__, url_prefix="/issued/<int:issued_id>")
PDF = "application/pdf"
_HEAD_BYTES = 1024


@blueprint.post("/file")
def upload(issued_id: int) -> ResponseReturnValue:
    """Store the signed PDF; the worker checks that it opens."""
    register_staff()
    store = web.store()
    with store.read_session() as session:
        check_state(get_issued(session, issued_id).state, IssuedState.RESERVED)
    name = uploads.file_name()
    path, stored = store.files.receive_stream(
        uploads.body_chunks(MAX_ISSUED_BYTES), limit=MAX_ISSUED_BYTES
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
    with staff_work(register_staff()) as work:
        issuing.add_file(work, issued_id=issued_id, file_name=name, stored=stored)
    store.bulk_jobs.enqueue(CHECK_JOB, priority=30, issued_id=issued_id)
    return jsonify(file_state=IssuedFileState.WAITING), 202


@blueprint.get("/file")
def take(issued_id: int) -> Response:
    """Download the file.

    :raises NotFound: there is none.
    """
    register_staff()
    with web.store().read_session() as session:
        document = get_issued(session, issued_id)
        sha256, number = document.file_sha256, shown_number(document)
    if not sha256:
        raise NotFound(N_("Chưa có tệp của văn bản này."))
    name = f"{number.replace('/', '-')}.pdf"
    return x_accel.send_download(web.store().files.root, path_of(sha256), name, PDF)


@blueprint.get("/state")
def state(issued_id: int) -> Response:
    """Return the state of the line and of its file, while the worker checks."""
    register_staff()
    with web.store().read_session() as session:
        document = get_issued(session, issued_id)
        return jsonify(state=document.state, file_state=document.file_state)


@blueprint.post("/issue")
def issue(issued_id: int) -> ResponseReturnValue:
    """Issue the document, and send it to units."""
    requester, form = register_staff(), web.body(UnitsForm)
    with staff_work(requester) as work:
        issuing.issue_document(
            work,
            device_cookies.server_key(),
            by=requester.identity.name,
            issued_id=issued_id,
            units=form.units,
        )
        log_issued(work, AccessAction.DOCUMENT_ISSUED, requester, issued_id)
    return "", 204


@blueprint.post("/send")
def send(issued_id: int) -> ResponseReturnValue:
    """Send an issued document to more units."""
    requester, form = register_staff(), web.body(UnitsForm)
    with staff_work(requester) as work:
        sent = issuing.send_to_units(
            work,
            device_cookies.server_key(),
            by=requester.identity.name,
            issued_id=issued_id,
            units=form.units,
        )
        log_issued(work, AccessAction.DOCUMENT_SENT, requester, issued_id)
    return jsonify(sent=sent)


@blueprint.post("/remind")
def remind(issued_id: int) -> ResponseReturnValue:
    """Remind the units that have not opened the document."""
    requester = register_staff()
    web.body(web.EmptyBody)
    with staff_work(requester) as work:
        key = device_cookies.server_key()
        reminded = issuing.remind_units(work, key, issued_id=issued_id)
    return jsonify(reminded=reminded)


@blueprint.post("/recall")
def recall(issued_id: int) -> ResponseReturnValue:
    """Withdraw an issued document, with a reason."""
    requester, form = register_staff(), web.body(ReasonForm)
    with staff_work(requester) as work:
        issuing.recall_document(
            work,
            device_cookies.server_key(),
            by=requester.identity.name,
            issued_id=issued_id,
            reason=form.reason,
        )
        log_issued(work, AccessAction.DOCUMENT_RECALLED, requester, issued_id)
    return "", 204
