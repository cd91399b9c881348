"""Routes for presence reports and for the list of tablets out of sync."""

from typing import cast

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.clock import now
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import PresenceReport
from kiosk.presence import queries, rules
from kiosk.presence.out_of_sync import list_out_of_sync
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("presence", __name__, url_prefix="/m/<int:meeting_id>")


def _presence() -> Presence:
    return cast(Presence, current_app.extensions["kiosk.presence"])


@blueprint.post("/shown")
def report_shown(meeting_id: int) -> ResponseReturnValue:
    """Handle the report of a tablet without a live channel; return the last number."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    report = web.body(PresenceReport)
    presence = _presence()
    presence.handle_polled_report(actor, report)
    with web.store().read_session() as session:
        number, _, _ = queries.shown_now(session, meeting_id)
    return jsonify(n=number, spread=presence.spread(meeting_id))


@blueprint.get("/presence")
def list_tablets_out_of_sync(meeting_id: int) -> ResponseReturnValue:
    """List the tablets that do not show the page; counts by site if there are many."""
    web.actor(meeting_id, Permission.RUN_MEETING)
    site_id = request.args.get("site", type=int)
    with web.store().read_session() as session:
        everyone = queries.signed_in(session, meeting_id)
        out_of_sync = list_out_of_sync(_presence(), meeting_id, everyone)
        if site_id is None and rules.needs_sites(out_of_sync):
            counts = rules.by_site(out_of_sync)
            sites = queries.sites_in_order(session, meeting_id, counts)
            return jsonify(sites=sites, rows=[], more=0)
        wanted = out_of_sync if site_id is None else rules.of_site(out_of_sync, site_id)
        named = wanted[: rules.MAX_NAMES]
        seats = queries.seats_of(session, {one.sign_in_id for one in named})
    rows = [rules.row(one, seats[one.sign_in_id], now()) for one in named]
    return jsonify(sites=None, rows=rows, more=len(wanted) - len(named))
