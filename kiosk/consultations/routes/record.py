"""The record of a closed consultation: made, followed, cancelled, taken."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from kiosk.consultations.export import CONSULTATION_RECORD, record_key
from kiosk.consultations.queries import find_consultation
from kiosk.errors import N_, NotFound
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.official_papers.rules import PaperFamily
from kiosk.roles import Permission
from kiosk.web import request as web


def _key(meeting_id: int, consultation_id: int, family: str) -> str:
    """Return the key of the export.

    :raises NotFound: there is no such consultation or family.
    """
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    try:
        chosen = PaperFamily(family)
    except ValueError:
        raise NotFound(N_("Không có thể thức văn bản này.")) from None
    with web.store().read_session() as session:
        find_consultation(session, meeting_id, consultation_id)
    return record_key(consultation_id, chosen)


def begin_record(
    meeting_id: int, consultation_id: int, family: str
) -> ResponseReturnValue:
    """Request the record."""
    return begin_export(CONSULTATION_RECORD, _key(meeting_id, consultation_id, family))


def record_state(meeting_id: int, consultation_id: int, family: str) -> Response:
    """Return the progress."""
    key = _key(meeting_id, consultation_id, family)
    return export_state(exports_of(CONSULTATION_RECORD).read(key))


def cancel_record(
    meeting_id: int, consultation_id: int, family: str
) -> ResponseReturnValue:
    """Cancel the request."""
    key = _key(meeting_id, consultation_id, family)
    exports_of(CONSULTATION_RECORD).cancel(key)
    return "", 204


def take_record(meeting_id: int, consultation_id: int, family: str) -> Response:
    """Download it as `kind`: pdf or docx."""
    key = _key(meeting_id, consultation_id, family)
    export = exports_of(CONSULTATION_RECORD).read(key)
    kind = request.args.get("kind", "pdf")
    name = f"Biên bản lấy ý kiến {consultation_id}"
    return send_export(CONSULTATION_RECORD, export, name, kind)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/m/<int:meeting_id>/consultations/<int:consultation_id>/record/<family>"
    blueprint.post(base)(begin_record)
    blueprint.get(f"{base}/state")(record_state)
    blueprint.post(f"{base}/cancel")(cancel_record)
    blueprint.get(base)(take_record)
