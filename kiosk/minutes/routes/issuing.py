"""Route that issues signed minutes."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.issued_documents.routes.access import keeps_register_now
from kiosk.minutes.actions.issuing import issue_minutes
from kiosk.minutes.routes.access import writer
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("issuing", __name__, url_prefix="/<int:minutes_id>")


@blueprint.post("/issue")
def issue(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Put the signed minutes into the register of issued documents."""
    actor = writer(meeting_id)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        issued_id, is_new = issue_minutes(
            work, device_cookies.server_key(), actor=actor, minutes_id=minutes_id
        )
        if is_new:
            action, endpoint = (
                AccessAction.DOCUMENT_ISSUED,
                device_cookies.client_endpoint(),
            )
            log_act(work, action, actor, endpoint, f"issued:{issued_id}")
    return jsonify(id=issued_id, keeps_register=keeps_register_now())
