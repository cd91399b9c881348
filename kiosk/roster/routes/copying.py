"""The meeting's list as files to take along."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, NotFound
from kiosk.roles import Permission
from kiosk.roster.drafts import Phase, State
from kiosk.roster.export import COPY_JOB, CSV_NAME, XLSX_NAME
from kiosk.roster.routes.shelf import LIST_PRIORITY, shelf_of
from kiosk.web import handing_over
from kiosk.web import request as web

blueprint = Blueprint("copying", __name__, url_prefix="/copy")

_COPIES = {
    "csv": (CSV_NAME, "Danh sách đại biểu.csv", "text/csv"),
    "xlsx": (
        XLSX_NAME,
        "Danh sách đại biểu.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@blueprint.post("")
def copy(meeting_id: int) -> ResponseReturnValue:
    """Have the list written as files, as it is now."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    web.body(web.Nothing)
    shelf = shelf_of(meeting_id)
    shelf.write("copy", State(phase=Phase.READING))
    web.store().bulk_jobs.enqueue(
        COPY_JOB, priority=LIST_PRIORITY, meeting_id=meeting_id
    )
    return "", 204


@blueprint.get("/state")
def copy_state(meeting_id: int) -> ResponseReturnValue:
    """Say whether the files are there."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    return jsonify(phase=shelf_of(meeting_id).copy())


@blueprint.get("/<kind>")
def take(meeting_id: int, kind: str) -> Response:
    """Give the list as a file.

    :raises NotFound: there is none.
    """
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    shelf = shelf_of(meeting_id)
    place, name, media_type = _COPIES.get(kind, ("", "", ""))
    root = web.store().files.root
    is_there = place and (root / shelf.place(place)).is_file()
    if not is_there or shelf.copy() is not Phase.DONE:
        raise NotFound(N_("Chưa có tệp danh sách. Xin bấm “Xuất danh sách”."))
    return handing_over.give_to_keep(root, shelf.place(place), name, media_type)
