"""Routes of the secretary to request, follow and download the printout."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, Conflict
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export, ExportState
from kiosk.printing.export import PRINTOUT
from kiosk.printing.queries import plan_printout
from kiosk.printing.rules import PrintoutPlan
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("printing", __name__, url_prefix="/m/<int:meeting_id>/printout")


def _plan(meeting_id: int) -> PrintoutPlan:
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        return plan_printout(session, meeting_id)


def _export(meeting_id: int) -> Export:
    return exports_of(PRINTOUT).read(str(meeting_id))


@blueprint.post("")
def begin(meeting_id: int) -> ResponseReturnValue:
    """Request a printout of the meeting as it is now.

    :raises Conflict: it is being generated, or no document is published.
    """
    plan = _plan(meeting_id)
    if not any(item.papers for item in plan.items):
        raise Conflict(N_("Chưa có tài liệu nào được phát hành để in."))
    return begin_export(PRINTOUT, str(meeting_id), signature=plan.signature)


@blueprint.get("/state")
def state(meeting_id: int) -> Response:
    """Return the progress, and whether the meeting has changed since."""
    plan, export = _plan(meeting_id), _export(meeting_id)
    return export_state(export, is_old=export.signature != plan.signature)


@blueprint.get("")
def take(meeting_id: int) -> Response:
    """Return the printout as a file.

    :raises NotFound: there is none.
    :raises Conflict: the meeting has changed since; a document may be withdrawn.
    """
    plan, export = _plan(meeting_id), _export(meeting_id)
    is_old = export.signature != plan.signature
    if export.state is ExportState.READY and is_old:
        raise Conflict(N_("Hội nghị đã thay đổi sau khi tạo bản in. Xin tạo lại."))
    return send_export(PRINTOUT, export, "Tài liệu hội nghị")
