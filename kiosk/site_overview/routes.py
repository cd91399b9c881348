"""Routes of all sites for those who run the meeting, and of an operator's own site."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, cast

import msgspec
from flask import Blueprint, Flask, Response, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.identity import Actor
from kiosk.live.message_bus import MessageBus
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.site_overview import queries
from kiosk.site_overview.dashboard import SiteDashboard
from kiosk.site_overview.link_watch import SiteLinkWatch
from kiosk.site_overview.queries import operated_site
from kiosk.sites import actions
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import request as web

blueprint = Blueprint("site_overview", __name__, url_prefix="/m/<int:meeting_id>")

_DASHBOARD = "kiosk.sites_board"


class ReadyForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a site's readiness."""

    is_ready: bool


class HelpForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a call for help."""

    words: Annotated[str, msgspec.Meta(max_length=2000)] = ""


def install(app: Flask, _bus: MessageBus) -> None:
    """Install the app's dashboard of sites, and what watches their connections."""
    presence = app.extensions["kiosk.presence"]
    app.extensions[_DASHBOARD] = SiteDashboard(presence)
    watch = SiteLinkWatch(app.extensions["kiosk.store"], presence)
    app.extensions["kiosk.site_links"] = watch


def _dashboard() -> SiteDashboard:
    return cast(SiteDashboard, current_app.extensions[_DASHBOARD])


@blueprint.get("/sites")
def sites(meeting_id: int) -> ResponseReturnValue:
    """Show all sites."""
    actor = web.actor(meeting_id, Permission.WATCH_SITES)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
    return render_template("screens/sites.html", actor=actor, meeting=meeting)


@blueprint.get("/site")
def site(meeting_id: int) -> ResponseReturnValue:
    """Show the operator's own site."""
    actor = web.actor(meeting_id, Permission.OPERATE_SITE)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        own = operated_site(session, actor)
    return render_template("screens/site.html", actor=actor, meeting=meeting, site=own)


def _fresh(reply: Response) -> Response:
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


@blueprint.get("/sites/board")
def board(meeting_id: int) -> ResponseReturnValue:
    """Return the status of each site."""
    web.actor(meeting_id, Permission.WATCH_SITES)
    with web.store().read_session() as session:
        return _fresh(jsonify(sites=_dashboard().lines(session, meeting_id)))


@blueprint.get("/site/board")
def own_board(meeting_id: int) -> ResponseReturnValue:
    """Return the status of the operator's own site."""
    actor = web.actor(meeting_id, Permission.OPERATE_SITE)
    with web.store().read_session() as session:
        own = operated_site(session, actor)
        return _fresh(jsonify(site=_dashboard().line(session, own)))


@blueprint.get("/sites/<int:site_id>/people")
def people(meeting_id: int, site_id: int) -> ResponseReturnValue:
    """List a site's people with their tablets; site 0: people without a site."""
    web.actor(meeting_id, Permission.WATCH_SITES)
    with web.store().read_session() as session:
        rows, more = _dashboard().people(session, meeting_id, site_id)
    return _fresh(jsonify(rows=rows, more=more))


@blueprint.get("/site/people")
def own_people(meeting_id: int) -> ResponseReturnValue:
    """List the people of the operator's own site."""
    actor = web.actor(meeting_id, Permission.OPERATE_SITE)
    with web.store().read_session() as session:
        own = operated_site(session, actor)
        rows, more = _dashboard().people(session, meeting_id, own.id)
    return _fresh(jsonify(rows=rows, more=more))


@blueprint.post("/sites")
def add_site(meeting_id: int) -> ResponseReturnValue:
    """Add a site to the meeting."""
    return _write(meeting_id, None)


@blueprint.post("/sites/<int:site_id>")
def change_site(meeting_id: int, site_id: int) -> ResponseReturnValue:
    """Change a site's details."""
    return _write(meeting_id, site_id)


def _write(meeting_id: int, site_id: int | None) -> ResponseReturnValue:
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    details = web.body(actions.SiteDetails)
    with web.store().unit_of_work(actor.label) as work:
        written = actions.save_site(work, actor=actor, site_id=site_id, details=details)
    _dashboard().invalidate(meeting_id)
    return jsonify(id=written)


def _change_site(
    actor: Actor, action: Callable[[UnitOfWork], None]
) -> ResponseReturnValue:
    """Execute an action on a site and invalidate this process's dashboard."""
    with web.store().unit_of_work(actor.label) as work:
        action(work)
    _dashboard().invalidate(actor.meeting_id)
    return "", HTTPStatus.NO_CONTENT


@blueprint.post("/sites/<int:site_id>/remove")
def remove_site(meeting_id: int, site_id: int) -> ResponseReturnValue:
    """Remove a site without members."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)

    def remove(work: UnitOfWork) -> None:
        people = queries.count_people(work.session, site_id)
        actions.remove_site(work, actor=actor, site_id=site_id, people=people)

    return _change_site(actor, remove)


@blueprint.post("/sites/<int:site_id>/helped")
def helped(meeting_id: int, site_id: int) -> ResponseReturnValue:
    """End a site's call for help."""
    actor = web.actor(meeting_id, Permission.WATCH_SITES)
    web.body(web.EmptyBody)
    return _change_site(
        actor,
        lambda work: actions.end_help(
            work, site=actions.get_site(work, meeting_id, site_id)
        ),
    )


@blueprint.post("/site/ready")
def say_ready(meeting_id: int) -> ResponseReturnValue:
    """Set whether the operator's site is ready."""
    actor = web.actor(meeting_id, Permission.OPERATE_SITE)
    is_ready = web.body(ReadyForm).is_ready
    return _change_site(
        actor,
        lambda work: actions.say_ready(
            work, site=operated_site(work.session, actor), is_ready=is_ready
        ),
    )


@blueprint.post("/site/help")
def call_for_help(meeting_id: int) -> ResponseReturnValue:
    """Call for help for the operator's site."""
    actor = web.actor(meeting_id, Permission.OPERATE_SITE)
    words = web.body(HelpForm).words
    return _change_site(
        actor,
        lambda work: actions.call_for_help(
            work, site=operated_site(work.session, actor), text=words
        ),
    )


@blueprint.post("/site/helped")
def no_more_help(meeting_id: int) -> ResponseReturnValue:
    """Withdraw the operator's call for help."""
    actor = web.actor(meeting_id, Permission.OPERATE_SITE)
    web.body(web.EmptyBody)
    return _change_site(
        actor,
        lambda work: actions.end_help(work, site=operated_site(work.session, actor)),
    )
