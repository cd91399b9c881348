"""Routes of the welcome desk: alerts about refused badges."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.badges import queries
from kiosk.badges.actions import desk_alerts
from kiosk.badges.rules import DESK_ALERT_TEXTS
from kiosk.roles import Permission
from kiosk.vietnamese import clock_time
from kiosk.web import request as web


def _line(entry: queries.DeskAlertLine) -> dict[str, object]:
    text = DESK_ALERT_TEXTS[entry.reason]
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "time": clock_time(entry.at),
        "reason": entry.reason,
        "happened": gettext(text.happened),
        "advice": gettext(text.advice),
        "name": entry.name,
        "device": entry.device,
    }


def desk(meeting_id: int) -> ResponseReturnValue:
    """Return the desk's newest alerts."""
    web.actor(meeting_id, Permission.WATCH_DESK)
    with web.store().read_session() as session:
        now = queries.desk(session, meeting_id)
    meeting = {"id": meeting_id, "title": now.title}
    return jsonify(n=now.number, meeting=meeting, lines=[*map(_line, now.entries)])


def lift(meeting_id: int, line_id: int) -> ResponseReturnValue:
    """End the wait of the alert's devices."""
    actor = web.actor(meeting_id, Permission.WATCH_DESK)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        desk_alerts.lift_wait(work, actor=actor, line_id=line_id)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/m/<int:meeting_id>/desk/<int:line_id>/lift")(lift)
    blueprint.get("/m/<int:meeting_id>/desk")(desk)
