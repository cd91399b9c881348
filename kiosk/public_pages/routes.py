"""Routes of the public pages, and of those who mark things public."""

from flask import Blueprint, Flask, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.badges.rules import start_screen_of
from kiosk.errors import N_
from kiosk.issued_documents.routes.access import register_staff
from kiosk.live.message_bus import MessageBus
from kiosk.live.request_rates import RequestRates
from kiosk.meetings.queries import get_meeting
from kiosk.public_pages import actions, visitor_pages
from kiosk.public_pages.queries import token_of_issued
from kiosk.public_pages.rules import PUBLIC_KIND_LABELS, PublicForm, PublicSwitchForm
from kiosk.public_pages.showable import showable_things
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("public_pages", __name__)
blueprint.register_blueprint(visitor_pages.blueprint)
MEETING_LINKS = (
    MeetingLink("public_pages.show", N_("Công khai"), Permission.PREPARE_MEETING),
)


def _action(token: str) -> AccessAction:
    return AccessAction.PUBLIC_SHOWN if token else AccessAction.PUBLIC_WITHDRAWN


@blueprint.get("/m/<int:meeting_id>/public")
def show(meeting_id: int) -> str:
    """Show what of a meeting is public, and what can be."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        things = showable_things(session, meeting_id, meeting.title)
    return render_template(
        "public_pages/choose.html",
        actor=actor,
        meeting=meeting,
        things=things,
        kinds=PUBLIC_KIND_LABELS,
        is_on=web.store().config.public_pages,
        home=start_screen_of(actor.role, meeting_id),
    )


@blueprint.post("/m/<int:meeting_id>/public")
def choose(meeting_id: int) -> ResponseReturnValue:
    """Show a thing of the meeting on the public page, or no longer."""
    actor, form = (
        web.actor(meeting_id, Permission.PREPARE_MEETING),
        web.body(PublicForm),
    )
    with web.store().unit_of_work(actor.label) as work:
        token = actions.set_public(
            work, by=actor.name, meeting_id=meeting_id, form=form
        )
        detail = f"meeting:{meeting_id} {form.kind}:{form.id}"
        log_act(work, _action(token), actor, device_cookies.client_endpoint(), detail)
    return jsonify(token=token)


@blueprint.post("/issued/<int:issued_id>/public")
def choose_issued(issued_id: int) -> ResponseReturnValue:
    """Show an issued document on the public page, or no longer."""
    requester, form = register_staff(), web.body(PublicSwitchForm)
    who = requester.identity
    with web.store().unit_of_work(f"account:{who.account_id}") as work:
        token = actions.set_issued_public(
            work, by=who.name, issued_id=issued_id, is_public=form.is_public
        )
        log_act(work, _action(token), who, requester.endpoint, f"issued:{issued_id}")
    return jsonify(token=token)


def _public_token(issued_id: int) -> str:
    with web.store().read_session() as session:
        return token_of_issued(session, issued_id)


def install(app: Flask, _bus: MessageBus) -> None:
    """Give the application the visitors of its process."""
    app.extensions["kiosk.public_rates"] = RequestRates()
    app.jinja_env.globals |= {
        "public_token_of_issued": _public_token,
        "are_pages_public": lambda: web.store().config.public_pages,
    }
