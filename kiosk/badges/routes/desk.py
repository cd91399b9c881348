"""The desk at the entrance: which badges were refused, and what to do."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.badges import actions, queries
from kiosk.badges.rules import DESK_ALERT_TEXTS
from kiosk.roles import Permission
from kiosk.vietnamese import clock_time
from kiosk.web import request as web


def _line(entry: queries.DeskAlertLine) -> dict[str, object]:
    words = DESK_ALERT_TEXTS[entry.reason]
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "time": clock_time(entry.at),
        "reason": entry.reason,
        "happened": gettext(words.happened),
        "advice": gettext(words.advice),
        "name": entry.name,
        "device": entry.device,
    }


def desk(meeting_id: int) -> ResponseReturnValue:
    """Give the desk's present state."""
    web.actor(meeting_id, Permission.WATCH_DESK)
    with web.store().read_session() as session:
        now = queries.desk(session, meeting_id)
    meeting = {"id": meeting_id, "title": now.title}
    return jsonify(n=now.number, meeting=meeting, lines=[*map(_line, now.entries)])


def lift(meeting_id: int, line_id: int) -> ResponseReturnValue:
    """Let devices that must wait try again at once."""
    actor = web.actor(meeting_id, Permission.WATCH_DESK)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        actions.lift_wait(work, actor=actor, line_id=line_id)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/m/<int:meeting_id>/desk/<int:line_id>/lift")(lift)
    blueprint.get("/m/<int:meeting_id>/desk")(desk)
