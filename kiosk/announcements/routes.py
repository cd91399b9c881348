"""Routes of announcements: making, withdrawing, listing, and those of one's site."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.announcements import actions, queries
from kiosk.announcements.rules import AnnouncementForm
from kiosk.roles import Permission
from kiosk.sites.queries import sites_of
from kiosk.web import request as web

blueprint = Blueprint(
    "announcements", __name__, url_prefix="/m/<int:meeting_id>/announcements"
)


def _private(reply: Response) -> Response:
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


@blueprint.get("")
def made(meeting_id: int) -> ResponseReturnValue:
    """List the newest announcements, and the sites to choose from."""
    web.actor(meeting_id, Permission.ANNOUNCE)
    with web.store().read_session() as session:
        lines = queries.announcements_made(session, meeting_id)
        sites = [
            {"id": site.id, "name": site.name} for site in sites_of(session, meeting_id)
        ]
    return _private(jsonify(announcements=lines, sites=sites))


@blueprint.get("/mine")
def mine(meeting_id: int) -> ResponseReturnValue:
    """Return the announcements to the requester's site, and the server's time."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        lines = queries.announcements_for_site(session, actor)
    return _private(jsonify(announcements=lines, now=clock.now().isoformat()))


@blueprint.post("")
def make(meeting_id: int) -> ResponseReturnValue:
    """Make an announcement."""
    actor = web.actor(meeting_id, Permission.ANNOUNCE)
    form = web.body(AnnouncementForm)
    with web.store().unit_of_work(actor.label) as work:
        made_id = actions.make_announcement(work, actor=actor, form=form)
    return jsonify(id=made_id), 201


@blueprint.post("/<int:announcement_id>/withdraw")
def withdraw(meeting_id: int, announcement_id: int) -> ResponseReturnValue:
    """Withdraw an announcement."""
    actor = web.actor(meeting_id, Permission.ANNOUNCE)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        actions.withdraw_announcement(
            work, actor=actor, announcement_id=announcement_id
        )
    return "", 204
