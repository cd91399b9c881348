"""Routes of the secretary, who makes and revokes tokens."""

import logging
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.control import actions, queries
from kiosk.control.rules import SCOPE_LABELS, ControlScope
from kiosk.identity import Actor
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web

log = logging.getLogger(__name__)
blueprint = Blueprint("tokens", __name__, url_prefix="/m/<int:meeting_id>/control")


class TokenForm(msgspec.Struct, forbid_unknown_fields=True):
    """The name of the device, and what it may do."""

    name: Annotated[str, msgspec.Meta(max_length=300)]
    scopes: Annotated[list[ControlScope], msgspec.Meta(max_length=20)]


@blueprint.get("")
def show(meeting_id: int) -> str:
    """Show the control devices of a meeting."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        tokens = queries.tokens_of(session, meeting_id)
    return render_template(
        "control/control.html",
        actor=actor,
        meeting=meeting,
        tokens=[(token, queries.scopes_of(token.scopes)) for token in tokens],
        labels=SCOPE_LABELS,
    )


def _log(work: UnitOfWork, action: AccessAction, actor: Actor, token_id: int) -> None:
    detail = f"meeting:{actor.meeting_id} token:{token_id}"
    log_act(work, action, actor, device_cookies.client_endpoint(), detail)


@blueprint.post("/tokens")
def make(meeting_id: int) -> ResponseReturnValue:
    """Make a token and show it, once."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(TokenForm)
    with web.store().unit_of_work(actor.label) as work:
        token_id, secret = actions.make_token(
            work,
            actor=actor,
            key=device_cookies.server_key(),
            name=form.name,
            scopes=frozenset(form.scopes),
        )
        _log(work, AccessAction.CONTROL_TOKEN_MADE, actor, token_id)
    log.info("control token %d made by %s", token_id, actor.label)
    return jsonify(id=token_id, token=secret), 201


@blueprint.post("/tokens/<int:token_id>/revoke")
def revoke(meeting_id: int, token_id: int) -> ResponseReturnValue:
    """Revoke a token; its streams end within seconds."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        actions.revoke_token(work, actor=actor, token_id=token_id)
        _log(work, AccessAction.CONTROL_TOKEN_REVOKED, actor, token_id)
    log.info("control token %d revoked by %s", token_id, actor.label)
    return "", 204
