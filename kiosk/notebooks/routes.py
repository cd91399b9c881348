"""Routes to start a notebook export, query its progress and download it."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kiosk.annotations.queries import owner_of
from kiosk.annotations.routes.responses import private_json
from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Actor
from kiosk.notebooks import queries
from kiosk.notebooks.export_job import NOTEBOOK_JOB
from kiosk.notebooks.store import open_notebook_store, read_snapshot
from kiosk.printing.rules import Printout, PrintState
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web import x_accel

blueprint = Blueprint("notebooks", __name__, url_prefix="/m/<int:meeting_id>/notebook")

# Below the secretary's printouts and document conversion.
NOTEBOOK_PRIORITY = -5


def _owner(meeting_id: int) -> tuple[Actor, int]:
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    member_id = owner_of(actor)
    with web.store().read_session() as session:
        requester = queries.member_actor(session, member_id, actor.sign_in_id)
    return requester or actor, member_id


def _known(actor: Actor, member_id: int) -> Printout:
    """Return the export's state; none if the notebook is no longer allowed."""
    known = open_notebook_store(web.store().files).read(member_id)
    if known.state is not PrintState.READY:
        return known
    with web.store().read_session() as session:
        return (
            known
            if queries.is_allowed(session, actor, read_snapshot(known))
            else Printout()
        )


@blueprint.post("")
def begin(meeting_id: int) -> ResponseReturnValue:
    """Start the export of the requester's notes.

    :raises Conflict: an export is running, or there are no notes.
    """
    actor, member_id = _owner(meeting_id)
    files = open_notebook_store(web.store().files)
    if files.read(member_id).state is PrintState.RUNNING:
        raise Conflict(N_("Đang tạo bản PDF ghi chú. Xin chờ giây lát."))
    with web.store().read_session() as session:
        if not queries.notebook_snapshot(session, actor).papers:
            raise Conflict(N_("Chưa có ghi chú nào để xuất."), code="no_notes")
    files.begin(member_id, "")
    web.store().bulk_jobs.enqueue(
        NOTEBOOK_JOB,
        priority=NOTEBOOK_PRIORITY,
        member_id=member_id,
        sign_in_id=actor.sign_in_id,
    )
    return "", 204


@blueprint.get("/state")
def state(meeting_id: int) -> ResponseReturnValue:
    """Return the progress, and whether notes have changed since."""
    actor, member_id = _owner(meeting_id)
    known = _known(actor, member_id)
    with web.store().read_session() as session:
        is_old = (
            read_snapshot(known).change
            != queries.notebook_snapshot(session, actor).change
        )
    done = {"state": known.state, "done": known.done, "total": known.total}
    return private_json(done | {"is_old": is_old})


@blueprint.get("")
def take(meeting_id: int) -> Response:
    """Send the notebook to its owner.

    :raises NotFound: there is none, or its contents were withdrawn or erased.
    """
    actor, member_id = _owner(meeting_id)
    files = open_notebook_store(web.store().files)
    is_ready = _known(actor, member_id).state is PrintState.READY
    if not is_ready or not files.path(member_id).is_file():
        raise NotFound(N_("Chưa có bản PDF ghi chú. Xin bấm “Xuất PDF”."))
    path, name = files.place(member_id), "Ghi chú của tôi.pdf"
    return x_accel.send_download(web.store().files.root, path, name, "application/pdf")
