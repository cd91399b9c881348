"""Export the members as files."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export
from kiosk.people.export import PEOPLE_LIST
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("exports", __name__, url_prefix="/copy")


def _export(meeting_id: int) -> Export:
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    return exports_of(PEOPLE_LIST).read(str(meeting_id))


@blueprint.post("")
def start(meeting_id: int) -> ResponseReturnValue:
    """Enqueue the export of the members as they are now."""
    export = _export(meeting_id)
    web.body(web.EmptyBody)
    return begin_export(PEOPLE_LIST, export.key)


@blueprint.get("/state")
def state(meeting_id: int) -> Response:
    """Return the progress of the export."""
    return export_state(_export(meeting_id))


@blueprint.get("/<kind>")
def download(meeting_id: int, kind: str) -> Response:
    """Return an exported file.

    :raises NotFound: there is none.
    """
    return send_export(PEOPLE_LIST, _export(meeting_id), "Danh sách đại biểu", kind)
