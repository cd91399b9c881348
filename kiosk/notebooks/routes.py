"""Routes to start a notebook export, query its progress and download it."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kiosk.annotations.queries import owner_of
from kiosk.errors import N_, Conflict
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export, ExportState
from kiosk.identity import Actor
from kiosk.notebooks import queries
from kiosk.notebooks.export import NOTEBOOK, snapshot_of
from kiosk.notebooks.rules import NotebookSnapshot
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("notebooks", __name__, url_prefix="/m/<int:meeting_id>/notebook")


def _owner(meeting_id: int) -> tuple[Actor, str]:
    """Return the requester as a member, and the key of their notebook."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    member_id = owner_of(actor)
    with web.store().read_session() as session:
        requester = queries.member_actor(session, member_id, actor.sign_in_id)
    return requester or actor, str(member_id)


def _known(actor: Actor, key: str) -> Export:
    """Return the export; none if the notebook is no longer allowed."""
    known = exports_of(NOTEBOOK).read(key)
    if known.state is not ExportState.READY:
        return known
    with web.store().read_session() as session:
        is_allowed = queries.is_allowed(session, actor, snapshot_of(known))
    return known if is_allowed else Export(key)


def _snapshot(actor: Actor) -> NotebookSnapshot:
    with web.store().read_session() as session:
        return queries.notebook_snapshot(session, actor)


@blueprint.post("")
def begin(meeting_id: int) -> ResponseReturnValue:
    """Start the export of the requester's notes.

    :raises Conflict: an export is running, or there are no notes.
    """
    actor, key = _owner(meeting_id)
    if not _snapshot(actor).papers:
        raise Conflict(N_("Chưa có ghi chú nào để xuất."), code="no_notes")
    return begin_export(NOTEBOOK, key, options=str(actor.sign_in_id))


@blueprint.get("/state")
def state(meeting_id: int) -> Response:
    """Return the progress, and whether notes have changed since."""
    actor, key = _owner(meeting_id)
    known = _known(actor, key)
    is_old = snapshot_of(known).change != _snapshot(actor).change
    return export_state(known, is_old=is_old)


@blueprint.get("")
def take(meeting_id: int) -> Response:
    """Send the notebook to its owner.

    :raises NotFound: there is none, or its contents were withdrawn or erased.
    """
    return send_export(NOTEBOOK, _known(*_owner(meeting_id)), "Ghi chú của tôi")
