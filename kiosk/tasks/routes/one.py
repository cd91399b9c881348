"""One task: shown, made by hand, changed, acted upon; its files of evidence."""

import msgspec
from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.documents.actions.lifecycle import Upload
from kiosk.storage.files import path_of
from kiosk.tasks.actions.acts import change_task, perform_act
from kiosk.tasks.actions.files import add_evidence, check_may_attach
from kiosk.tasks.actions.making import make_task
from kiosk.tasks.forms import (
    DATED_ACTS,
    FILED_ACTS,
    MAX_EVIDENCE_BYTES,
    WORDED_ACTS,
    TaskActForm,
    TaskDetails,
    TaskSource,
)
from kiosk.tasks.queries.one import get_evidence, one_task
from kiosk.tasks.routes.viewer import task_viewer, task_work, today
from kiosk.tasks.rules import ACT_LABELS, STATE_LABELS, TIMELINESS_LABELS, TaskAct
from kiosk.units.queries import open_units
from kiosk.units.requester import unit_requester
from kiosk.web import device_cookies, uploads, x_accel
from kiosk.web import request as web

_ANY_TYPE = "application/octet-stream"


class MakeTaskForm(msgspec.Struct, forbid_unknown_fields=True):
    """A task made by hand, and where it comes from."""

    details: TaskDetails
    source: TaskSource = TaskSource()


class ChangeTaskForm(msgspec.Struct, forbid_unknown_fields=True):
    """A changed task, and the revision that was seen."""

    details: TaskDetails
    revision: int


def show_task(task_id: int) -> ResponseReturnValue:
    """Show one task with its history and what may be done."""
    viewer = task_viewer()
    with web.store().read_session() as session:
        found = one_task(session, viewer, task_id, today())
        is_changeable = TaskAct.CHANGE in found.acts
        units = open_units(session) if is_changeable else []
    return render_template(
        "tasks/one.html",
        viewer=viewer,
        unit=unit_requester(),
        task=found,
        line=found.line,
        units=[{"id": one.id, "name": one.name} for one in units],
        acts=[_act(act) for act in found.acts if act is not TaskAct.CHANGE],
        is_changeable=is_changeable,
        act_labels=ACT_LABELS,
        state_labels=STATE_LABELS,
        timeliness_labels=TIMELINESS_LABELS,
    )


def _act(act: TaskAct) -> dict[str, object]:
    return {
        "act": act,
        "needs_words": act in WORDED_ACTS,
        "has_date": act in DATED_ACTS,
        "has_files": act in FILED_ACTS,
    }


def make() -> ResponseReturnValue:
    """Make a task by hand."""
    viewer, form = task_viewer(), web.body(MakeTaskForm)
    with task_work(viewer) as work:
        task = make_task(
            work,
            device_cookies.server_key(),
            viewer=viewer,
            details=form.details,
            source=form.source,
        )
        task_id = task.id
    return jsonify(id=task_id, go=f"/tasks/{task_id}"), 201


def change(task_id: int) -> ResponseReturnValue:
    """Change a task's text, units and deadline."""
    viewer, form = task_viewer(), web.body(ChangeTaskForm)
    with task_work(viewer) as work:
        task = change_task(
            work,
            device_cookies.server_key(),
            viewer=viewer,
            task_id=task_id,
            revision=form.revision,
            details=form.details,
        )
        revision = task.revision
    return jsonify(revision=revision)


def act(task_id: int) -> ResponseReturnValue:
    """Carry out an act, as accepting, reporting or confirming."""
    viewer, form = task_viewer(), web.body(TaskActForm)
    with task_work(viewer) as work:
        task = perform_act(
            work,
            device_cookies.server_key(),
            viewer=viewer,
            task_id=task_id,
            form=form,
        )
        answer = {"state": task.state, "revision": task.revision}
    return jsonify(answer)


def upload(task_id: int) -> ResponseReturnValue:
    """Store a file of evidence; a report then attaches it."""
    viewer, store = task_viewer(), web.store()
    # Before the body is read.
    with task_work(viewer) as work:
        check_may_attach(work, viewer=viewer, task_id=task_id)
    name = uploads.file_name()
    path, stored = store.files.receive_stream(
        uploads.body_chunks(MAX_EVIDENCE_BYTES), limit=MAX_EVIDENCE_BYTES
    )
    try:
        with task_work(viewer) as work:
            file = add_evidence(
                work,
                store.files,
                viewer=viewer,
                task_id=task_id,
                upload=Upload(path, stored, name, _ANY_TYPE),
            )
            answer = {"id": file.id, "name": file.file_name}
    finally:
        path.unlink(missing_ok=True)
    return jsonify(answer), 201


def download(task_id: int, file_id: int) -> Response:
    """Download a file of evidence; never shown by the server itself."""
    viewer, store = task_viewer(), web.store()
    with store.read_session() as session:
        file = get_evidence(session, viewer, task_id, file_id)
        sha256, name = file.sha256, file.file_name
    return x_accel.send_download(store.files.root, path_of(sha256), name, _ANY_TYPE)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/tasks")(make)
    blueprint.get("/tasks/<int:task_id>")(show_task)
    blueprint.post("/tasks/<int:task_id>")(change)
    blueprint.post("/tasks/<int:task_id>/act")(act)
    blueprint.post("/tasks/<int:task_id>/files")(upload)
    blueprint.get("/tasks/<int:task_id>/files/<int:file_id>")(download)
