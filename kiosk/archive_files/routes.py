"""Routes for secretaries: make, follow and download an archive file."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kiosk.archive_files.export import ARCHIVE_FILE
from kiosk.archive_files.queries import archive_plan_for
from kiosk.archive_files.rules import ArchivePlan
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint(
    "archiving",
    __name__,
    url_prefix="/m/<int:meeting_id>/documents/<int:document_id>/archive",
)


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
    plan = _plan(meeting_id, document_id)
    return begin_export(ARCHIVE_FILE, str(document_id), signature=plan.signature)


@blueprint.post("/stop")
def stop(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Stop making it."""
    _plan(meeting_id, document_id)
    exports_of(ARCHIVE_FILE).discard(str(document_id))
    return "", 204


@blueprint.get("/state")
def state(meeting_id: int, document_id: int) -> Response:
    """Return the progress, and whether the document has changed since."""
    plan = _plan(meeting_id, document_id)
    known = exports_of(ARCHIVE_FILE).read(str(document_id))
    return export_state(known, is_old=known.signature != plan.signature)


@blueprint.get("")
def take(meeting_id: int, document_id: int) -> Response:
    """Download the archive file.

    :raises NotFound: there is none of the present document.
    """
    plan = _plan(meeting_id, document_id)
    known = exports_of(ARCHIVE_FILE).read(str(document_id))
    if known.signature != plan.signature:
        known = Export()
    return send_export(ARCHIVE_FILE, known, f"{plan.title} (lưu trữ)")
