"""Lists of tasks in and out: XLSX and CSV."""

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.errors import N_, Forbidden, KioskError
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export
from kiosk.identity import Requester
from kiosk.table_files.rules import plan_signature
from kiosk.table_files.uploads import (
    lists_of,
    private_answer,
    reading_state,
    receive_list,
    rows_of_list,
)
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.actions.importing import import_tasks
from kiosk.tasks.export import TASK_LIST, export_options
from kiosk.tasks.list_rules import PlannedTask
from kiosk.tasks.queries.known import planned_tasks
from kiosk.tasks.routes.lists import wanted_tasks
from kiosk.tasks.routes.viewer import task_viewer, task_work, today
from kiosk.units.queries import find_unit
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.errors import sentence_of


class ApplyTasksForm(msgspec.Struct, forbid_unknown_fields=True):
    """The list that was previewed, and the signature of the preview."""

    draft: Annotated[str, msgspec.Meta(max_length=64)]
    seen: Annotated[str, msgspec.Meta(max_length=64)]


def _export() -> Export:
    """Return the export of the requester; a unit's device has none.

    :raises SignedOut: no person is signed in.
    """
    task_viewer()
    who = web.signed_in()
    return exports_of(TASK_LIST).read(f"{who.account_id or 0}-{who.member_id or 0}")


def start_export() -> ResponseReturnValue:
    """Queue the export of the tasks that the requester sees, with the filter."""
    key, _ = _export().key, web.body(web.EmptyBody)
    options = export_options(task_viewer(), wanted_tasks())
    return begin_export(TASK_LIST, key, options=options)


def show_export() -> Response:
    """Return the progress of the export."""
    return export_state(_export())


def take_export(kind: str) -> Response:
    """Return the exported file."""
    return send_export(TASK_LIST, _export(), gettext("Nhiệm vụ"), kind)


def _importer() -> tuple[TaskViewer, Requester, str]:
    """Return who may import tasks, and the name of their lists.

    :raises Forbidden: they do not assign all tasks.
    """
    viewer, who = task_viewer(), web.signed_in()
    if not viewer.sees_all:
        raise Forbidden(N_("Đồng chí không có quyền giao nhiệm vụ."))
    requester = Requester(who, device_cookies.client_endpoint())
    return viewer, requester, f"tasks-{who.account_id}"


def show_import() -> str:
    """Show the page of the import."""
    _importer()
    return render_template("tasks/import.html")


def upload_list() -> ResponseReturnValue:
    """Store a list and queue its reading."""
    _, _, owner = _importer()
    return receive_list(owner)


def preview_list() -> ResponseReturnValue:
    """Return the progress of the list `?draft=`, and what would be made of it."""
    _, _, owner = _importer()
    state, answer = reading_state(owner, request.args.get("draft", ""))
    if state.phase != "read":
        return private_answer(answer)
    try:
        with web.store().read_session() as session:
            planned = planned_tasks(session, state.rows, today())
    except KioskError as refusal:
        refused = {"phase": "refused", "message": sentence_of(refusal)}
        return private_answer(refused)
    rows = [_row(one) for one in planned]
    made = {"signature": plan_signature(planned), "new_units": _new_units(planned)}
    return private_answer(answer | {"rows": rows} | made)


def _row(one: PlannedTask) -> dict[str, object]:
    due = one.due_date.strftime("%d/%m/%Y") if one.due_date else ""
    about = " · ".join(part for part in (one.lead, *one.cooperating, due) if part)
    return {
        "row": one.row,
        "text": one.text,
        "about": about,
        "change": one.change,
        "problem": gettext(one.problem).format(**one.details) if one.problem else "",
    }


def _new_units(planned: list[PlannedTask]) -> list[str]:
    """Return the names that no unit has yet: they would be added."""
    named = dict.fromkeys(
        name
        for one in planned
        if one.change == "new"
        for name in (one.lead, *one.cooperating)
        if name
    )
    with web.store().read_session() as session:
        return [name for name in named if find_unit(session, name) is None]


def apply_list() -> ResponseReturnValue:
    """Make the new tasks of the previewed list."""
    viewer, requester, owner = _importer()
    form = web.body(ApplyTasksForm)
    rows = rows_of_list(owner, form.draft)
    key = device_cookies.server_key()
    with task_work(viewer) as work:
        made = import_tasks(work, key, viewer=viewer, rows=rows, seen=form.seen)
        count = len(made.task_ids)
        log_action_of(work, AccessAction.TASKS_IMPORTED, requester, f"rows:{count}")
    lists_of(owner).discard(form.draft)
    return jsonify(added=count, changed=0)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/tasks/export")(start_export)
    blueprint.get("/tasks/export")(show_export)
    blueprint.get("/tasks/export/<kind>")(take_export)
    blueprint.get("/tasks/import")(show_import)
    blueprint.post("/tasks/import/file")(upload_list)
    blueprint.get("/tasks/import/file")(preview_list)
    blueprint.post("/tasks/import/apply")(apply_list)
