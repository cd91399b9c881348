"""Routes for secretaries: make, follow and download an archive file."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk.archive_files.archive_job import archive_store, enqueue
from kiosk.archive_files.queries import archive_plan_for
from kiosk.archive_files.rules import ArchivePlan
from kiosk.errors import N_, Conflict, NotFound
from kiosk.printing.file_store import GeneratedFileStore
from kiosk.printing.rules import PrintState
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web import x_accel

blueprint = Blueprint(
    "archiving",
    __name__,
    url_prefix="/m/<int:meeting_id>/documents/<int:document_id>/archive",
)


def _archives() -> GeneratedFileStore:
    return archive_store(web.store())


def _plan(meeting_id: int, document_id: int) -> ArchivePlan:
    """Return the plan, for those who prepare the meeting."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        return archive_plan_for(session, meeting_id, document_id)


@blueprint.post("")
def begin(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Start making the archive file.

    :raises Conflict: it is being made, or the document is not a recognised scan.
    """
    plan, archives = _plan(meeting_id, document_id), _archives()
    if archives.read(document_id).state is PrintState.RUNNING:
        raise Conflict(N_("Bản lưu trữ đang được tạo. Xin chờ giây lát."))
    archives.begin(document_id, plan.signature)
    enqueue(web.store(), document_id)
    return "", 204


@blueprint.post("/stop")
def stop(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Stop making it."""
    _plan(meeting_id, document_id)
    _archives().stop(document_id)
    return "", 204


@blueprint.get("/state")
def state(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Return the progress, and whether the document has changed since."""
    plan, known = _plan(meeting_id, document_id), _archives().read(document_id)
    is_old = known.signature != plan.signature
    return jsonify(state=known.state, done=known.done, total=known.total, is_old=is_old)


@blueprint.get("")
def take(meeting_id: int, document_id: int) -> Response:
    """Download the archive file.

    :raises NotFound: there is none of the present document.
    """
    plan, archives = _plan(meeting_id, document_id), _archives()
    known, path = archives.read(document_id), archives.path(document_id)
    is_there = known.state is PrintState.READY and path.is_file()
    if not is_there or known.signature != plan.signature:
        raise NotFound(N_("Chưa có bản lưu trữ. Xin bấm “Tải bản lưu trữ (PDF/A)”."))
    root, place = web.store().files.root, archives.place(document_id)
    name = f"{plan.title} (lưu trữ).pdf"
    return x_accel.send_download(root, place, name, "application/pdf")
