"""The secretary's hand: have the meeting bound, see how far it is, take it."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, Conflict, NotFound
from kiosk.printing.places import Shelf
from kiosk.printing.press import PRINT_JOB
from kiosk.printing.queries import plan_of
from kiosk.printing.rules import Plan, PrintState
from kiosk.roles import Permission
from kiosk.web import handing_over
from kiosk.web import request as web

blueprint = Blueprint("printing", __name__, url_prefix="/m/<int:meeting_id>/printout")

CHUNK_BYTES = 256 * 1024


def _shelf() -> Shelf:
    return Shelf(web.store().files.root)


def _plan(meeting_id: int) -> Plan:
    with web.store().reading() as session:
        return plan_of(session, meeting_id)


@blueprint.post("")
def begin(meeting_id: int) -> ResponseReturnValue:
    """Have the meeting bound as it is now.

    :raises Conflict: it is being bound, or has no published paper yet.
    """
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    shelf, plan = _shelf(), _plan(meeting_id)
    if shelf.read(meeting_id).state is PrintState.RUNNING:
        raise Conflict(N_("Bản in đang được tạo. Xin chờ giây lát."))
    if not any(item.papers for item in plan.items):
        raise Conflict(N_("Chưa có tài liệu nào được phát hành để in."))
    shelf.begin(meeting_id, plan.signature)
    web.store().bulk_jobs.enqueue(PRINT_JOB, priority=20, meeting_id=meeting_id)
    return "", 204


@blueprint.get("/state")
def state(meeting_id: int) -> ResponseReturnValue:
    """Say how far the printout is, and whether the meeting has changed since."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    known = _shelf().read(meeting_id)
    is_old = known.signature != _plan(meeting_id).signature
    return jsonify(state=known.state, done=known.done, total=known.total, is_old=is_old)


@blueprint.get("")
def take(meeting_id: int) -> Response:
    """Give the printout as a file.

    :raises NotFound: there is none.
    :raises Conflict: it is not what may be printed now; a paper may be withdrawn.
    """
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    shelf = _shelf()
    known = shelf.read(meeting_id)
    if known.state is not PrintState.READY:
        raise NotFound(N_("Chưa có bản in. Xin bấm “In cả hội nghị”."))
    if known.signature != _plan(meeting_id).signature:
        raise Conflict(N_("Hội nghị đã thay đổi sau khi tạo bản in. Xin tạo lại."))
    root, place = web.store().files.root, shelf.place(meeting_id)
    name = "Tài liệu hội nghị.pdf"
    return handing_over.give_to_keep(root, place, name, "application/pdf")
