"""Export the members as files."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, NotFound
from kiosk.people.export import CSV_NAME, PEOPLE_EXPORT_JOB, XLSX_NAME
from kiosk.people.imports.draft import ImportPhase, ImportState
from kiosk.people.routes.stores import IMPORT_PRIORITY, get_import_store
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web import x_accel

blueprint = Blueprint("exports", __name__, url_prefix="/copy")

_COPIES = {
    "csv": (CSV_NAME, "Danh sách đại biểu.csv", "text/csv"),
    "xlsx": (
        XLSX_NAME,
        "Danh sách đại biểu.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@blueprint.post("")
def start(meeting_id: int) -> ResponseReturnValue:
    """Enqueue the export of the members as they are now."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    web.body(web.EmptyBody)
    import_store = get_import_store(meeting_id)
    import_store.write("copy", ImportState(phase=ImportPhase.READING))
    web.store().bulk_jobs.enqueue(
        PEOPLE_EXPORT_JOB, priority=IMPORT_PRIORITY, meeting_id=meeting_id
    )
    return "", 204


@blueprint.get("/state")
def state(meeting_id: int) -> ResponseReturnValue:
    """Return the progress of the export."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    return jsonify(phase=get_import_store(meeting_id).export_phase())


@blueprint.get("/<kind>")
def download(meeting_id: int, kind: str) -> Response:
    """Return an exported file.

    :raises NotFound: there is none.
    """
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    import_store = get_import_store(meeting_id)
    place, name, media_type = _COPIES.get(kind, ("", "", ""))
    root = web.store().files.root
    is_there = place and (root / import_store.place(place)).is_file()
    if not is_there or import_store.export_phase() is not ImportPhase.DONE:
        raise NotFound(N_("Chưa có tệp danh sách. Xin bấm “Xuất danh sách”."))
    return x_accel.send_download(root, import_store.place(place), name, media_type)
