"""Routes of the printout of minutes that are still written: PDF and DOCX."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, Conflict, NotFound
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.identity import Actor
from kiosk.minutes.printing.export import MINUTES_PAPER, minutes_key
from kiosk.minutes.queries.review import readable_minutes
from kiosk.minutes.queries.text import last_update_id
from kiosk.minutes.routes.access import writer
from kiosk.minutes.rules import MinutesState
from kiosk.official_papers.rules import PaperFamily
from kiosk.web import request as web

blueprint = Blueprint("printout", __name__, url_prefix="/<int:minutes_id>/printout")
_SUFFIXES = {"pdf", "docx"}


def _key(actor: Actor, minutes_id: int) -> tuple[str, str, MinutesState]:
    """Return the export's key, the last change of the text, and the state."""
    with web.store().read_session() as session:
        minutes = readable_minutes(session, actor, minutes_id)
        key = minutes_key(actor.meeting_id, PaperFamily(minutes.family))
        last = last_update_id(session, minutes_id)
        return key, str(last), MinutesState(minutes.state)


@blueprint.post("")
def begin(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Let the worker print the text as it is now; locked minutes have their PDF."""
    actor = writer(meeting_id)
    web.body(web.EmptyBody)
    key, last, state = _key(actor, minutes_id)
    if state == MinutesState.FINALISED:
        raise Conflict(
            N_("Biên bản đã khoá: xin dùng bản PDF đã tạo khi khoá."),
            code="minutes_locked",
        )
    return begin_export(MINUTES_PAPER, key, signature=last)


@blueprint.get("/state")
def state(meeting_id: int, minutes_id: int) -> Response:
    """Return the progress of the printout."""
    key, last, _ = _key(writer(meeting_id), minutes_id)
    export = exports_of(MINUTES_PAPER).read(key)
    return export_state(export, is_old=export.signature != last)


@blueprint.get("/<kind>")
def download(meeting_id: int, minutes_id: int, kind: str) -> Response:
    """Download the printout as PDF or DOCX."""
    key, _, _ = _key(writer(meeting_id), minutes_id)
    if kind not in _SUFFIXES:
        raise NotFound(MINUTES_PAPER.missing)
    export = exports_of(MINUTES_PAPER).read(key)
    return send_export(MINUTES_PAPER, export, "bien-ban-du-thao", kind)
