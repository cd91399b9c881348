"""Routes of the hall's screens themselves: what only they show, the lower third."""

from dataclasses import asdict

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.clock import now
from kiosk.hall_screens import queries
from kiosk.hall_screens.rules import check_sees_screens
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web.qr import draw_qr

blueprint = Blueprint("hall", __name__)


@blueprint.get("/screens/hall")
def facts(meeting_id: int) -> ResponseReturnValue:
    """Return attendance, quorum and welcome, which the snapshot does not have."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    check_sees_screens(actor.role)
    with web.store().read_session() as session:
        attendance = queries.attendance_of(session, meeting_id)
        welcome = queries.welcome_of(session, meeting_id)
    return jsonify(
        now=now().isoformat(),
        attendance=asdict(attendance),
        welcome={
            "wifi_name": welcome.wifi_name,
            "wifi_password": welcome.wifi_password,
            "address": _address(meeting_id),
        },
    )


@blueprint.get("/screens/sign-in.svg")
def sign_in_code(meeting_id: int) -> ResponseReturnValue:
    """Return the QR code of the sign-in address; it contains no badge."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    check_sees_screens(actor.role)
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"
    }
    return draw_qr(_address(meeting_id)), {"Content-Type": "image/svg+xml", **headers}


def _address(meeting_id: int) -> str:
    base = web.store().config.public_url or request.host_url
    path = url_for("badges.show_idle_of_meeting", meeting_id=meeting_id)
    return base.rstrip("/") + path


@blueprint.get("/lower-third")
def lower_third(meeting_id: int) -> str:
    """Show the speaker's name on a transparent page, for a video mixer."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    check_sees_screens(actor.role)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
    return render_template(
        "hall_screens/lower_third.html", actor=actor, meeting=meeting
    )
