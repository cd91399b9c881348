"""Fleet screen: all tablets for the administrator, or those of a meeting."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.fleet import queries
from kiosk.fleet.routes.request_scope import command_issuer, fleet_dashboard
from kiosk.web import request as web


def show_fleet(meeting_id: int | None = None) -> str:
    """Show the fleet screen."""
    who = command_issuer(meeting_id)
    with web.store().read_session() as session:
        meetings = [
            (found, title)
            for found, title in queries.open_meetings(session)
            if who.meeting_id in {None, found}
        ]
    return render_template("fleet/fleet.html", meeting_id=meeting_id, meetings=meetings)


def fleet_state(meeting_id: int | None = None) -> ResponseReturnValue:
    """Return the present state of the tablets."""
    who = command_issuer(meeting_id)
    with web.store().read_session() as session:
        return jsonify(fleet_dashboard().state(session, who.meeting_id))


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    for base in ("/fleet", "/m/<int:meeting_id>/fleet"):
        blueprint.get(base)(show_fleet)
        blueprint.get(f"{base}/state")(fleet_state)
