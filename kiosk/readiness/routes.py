"""Readiness page, and the live state that the `doctor` process requests."""

import datetime as dt
import hmac
from typing import cast

import msgspec
from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import gettext

from kiosk.checkins.routes.heartbeat import gate_heartbeats
from kiosk.clock import now
from kiosk.fleet.dashboard import TabletRow
from kiosk.fleet.routes.request_scope import fleet_dashboard
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import SharedPage
from kiosk.meetings.queries import get_meeting
from kiosk.presence import queries as presence_queries
from kiosk.readiness import queries
from kiosk.readiness.context import (
    DOCTOR_HEADER,
    RoomSnapshot,
    TabletSnapshot,
    doctor_token,
)
from kiosk.readiness.doctor_process import run_doctor
from kiosk.readiness.report import report_line
from kiosk.readiness.rules import LEVEL_WORDS, Level
from kiosk.roles import Permission
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("readiness", __name__, url_prefix="/m/<int:meeting_id>/readiness")


@blueprint.get("")
def show_readiness(meeting_id: int) -> str:
    """Run all checks and show the report; the page can be printed."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        title = get_meeting(session, meeting_id).title
    report = run_doctor(web.store().config, meeting_id)
    parts = [
        [report_line(line.finding, gettext) for line in part.lines]
        for part in report.parts
    ]
    count = {
        level: sum(line.level is level for lines in parts for line in lines)
        for level in Level
    }
    return render_template(
        "readiness/readiness.html",
        meeting_id=meeting_id,
        title=title,
        is_ready=report.ready,
        parts=parts,
        count=count,
        words=LEVEL_WORDS,
        at=now(),
    )


def _is_doctor(meeting_id: int) -> bool:
    word, key = request.headers.get(DOCTOR_HEADER, ""), device_cookies.server_key()
    # The hour may have changed since the token was made.
    return any(
        hmac.compare_digest(word.encode(), doctor_token(key, meeting_id, at).encode())
        for at in (now(), now() - dt.timedelta(minutes=1))
    )


def _tablet(line: TabletRow) -> TabletSnapshot:
    tablet = line.tablet
    known = TabletSnapshot(
        number=tablet.number, name=tablet.name, seat=tablet.seat, needs=line.needs
    )
    if line.heard is None:
        return known
    seconds, word = line.heard
    report = word.report
    return msgspec.structs.replace(
        known,
        seconds=seconds,
        is_held=line.holder is not None,
        battery=report.battery,
        clock=word.clock,
        papers=report.papers,
        papers_wanted=line.papers_wanted,
        reports_storage=report.quota is not None and report.used is not None,
    )


@blueprint.get("/room")
def room_snapshot(meeting_id: int) -> Response:
    """Return the live state of the devices to `doctor` or to preparers."""
    if not _is_doctor(meeting_id):
        web.actor(meeting_id, Permission.PREPARE_MEETING)
    presence = cast(Presence, current_app.extensions["kiosk.presence"])
    with web.store().read_session() as session:
        showing = SharedPage(*presence_queries.shown_now(session, meeting_id))
        signed_in = presence_queries.count_signed_in(session, meeting_id)
        lines = fleet_dashboard().lines(session, meeting_id)
        ours = {gate.id for gate in queries.gates(session, meeting_id)}
    presence.look(meeting_id, showing)
    counts = presence.count(meeting_id, signed_in)
    connected = [
        number
        for number, tablet in presence.tablets(meeting_id).items()
        if tablet.gone_at is None
    ]
    tablets = [_tablet(line) for line in lines]
    gates = {one: how for one, how in gate_heartbeats().gates().items() if one in ours}
    body = msgspec.json.encode(RoomSnapshot(counts, connected, tablets, gates))
    return Response(body, mimetype="application/json")
