"""Routes of the secretary to request, follow and download the printout."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, Conflict, NotFound
from kiosk.printing.file_store import GeneratedFileStore
from kiosk.printing.job import PRINT_JOB
from kiosk.printing.queries import plan_printout
from kiosk.printing.rules import PrintoutPlan, PrintState
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web import x_accel

blueprint = Blueprint("printing", __name__, url_prefix="/m/<int:meeting_id>/printout")


def _printout_store() -> GeneratedFileStore:
    return GeneratedFileStore(web.store().files.root)


def _plan(meeting_id: int) -> PrintoutPlan:
    with web.store().read_session() as session:
        return plan_printout(session, meeting_id)


@blueprint.post("")
def begin(meeting_id: int) -> ResponseReturnValue:
    """Request a printout of the meeting as it is now.

    :raises Conflict: it is being generated, or no document is published.
    """
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    file_store, plan = _printout_store(), _plan(meeting_id)
    if file_store.read(meeting_id).state is PrintState.RUNNING:
        raise Conflict(N_("Bản in đang được tạo. Xin chờ giây lát."))
    if not any(item.papers for item in plan.items):
        raise Conflict(N_("Chưa có tài liệu nào được phát hành để in."))
    file_store.begin(meeting_id, plan.signature)
    web.store().bulk_jobs.enqueue(PRINT_JOB, priority=20, meeting_id=meeting_id)
    return "", 204


@blueprint.get("/state")
def state(meeting_id: int) -> ResponseReturnValue:
    """Return the progress, and whether the meeting has changed since."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    known = _printout_store().read(meeting_id)
    is_old = known.signature != _plan(meeting_id).signature
    return jsonify(state=known.state, done=known.done, total=known.total, is_old=is_old)


@blueprint.get("")
def take(meeting_id: int) -> Response:
    """Return the printout as a file.

    :raises NotFound: there is none.
    :raises Conflict: the meeting has changed since; a document may be withdrawn.
    """
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    file_store = _printout_store()
    known = file_store.read(meeting_id)
    if known.state is not PrintState.READY:
        raise NotFound(N_("Chưa có bản in. Xin bấm “In cả hội nghị”."))
    if known.signature != _plan(meeting_id).signature:
        raise Conflict(N_("Hội nghị đã thay đổi sau khi tạo bản in. Xin tạo lại."))
    root, place = web.store().files.root, file_store.place(meeting_id)
    name = "Tài liệu hội nghị.pdf"
    return x_accel.send_download(root, place, name, "application/pdf")
