"""Tokens of other systems: the administrators' screen."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.accounts.routes.admin import administrator
from kiosk.api import actions, queries
from kiosk.api.rules import API_SCOPE_LABELS, DEFAULT_DAYS, MOST_DAYS, ApiTokenForm
from kiosk.identity import Requester
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("tokens", __name__, url_prefix="/api-tokens")
CALLS_SHOWN = 100


def _work(requester: Requester) -> UnitOfWork:
    return web.store().unit_of_work(f"account:{requester.identity.account_id}")


@blueprint.get("")
def show() -> str:
    """Show the tokens."""
    administrator()
    with web.store().read_session() as session:
        lines = queries.api_tokens(session)
    return render_template(
        "api/tokens.html",
        lines=lines,
        labels=API_SCOPE_LABELS,
        now=clock.now(),
        usual=DEFAULT_DAYS,
        most=MOST_DAYS,
    )


@blueprint.get("/<int:token_id>/calls")
def show_calls(token_id: int) -> str:
    """Show what a token was used for."""
    administrator()
    with web.store().read_session() as session:
        token = queries.get_api_token(session, token_id)
        calls = queries.latest_calls(session, token_id, CALLS_SHOWN)
    return render_template("api/calls.html", token=token, calls=calls)


@blueprint.post("")
def make() -> ResponseReturnValue:
    """Make a token and show it, once."""
    requester, form = administrator(), web.body(ApiTokenForm)
    with _work(requester) as work:
        made = actions.make_api_token(
            work,
            key=device_cookies.server_key(),
            form=form,
            made_by=requester.identity.name,
        )
        detail = f"token:{made.id}"
        log_action_of(work, AccessAction.API_TOKEN_MADE, requester, detail)
    return jsonify(id=made.id, token=made.secret), 201


@blueprint.post("/<int:token_id>/revoke")
def revoke(token_id: int) -> ResponseReturnValue:
    """Revoke a token: its next call is refused."""
    requester = administrator()
    web.body(web.EmptyBody)
    with _work(requester) as work:
        actions.revoke_api_token(
            work, token_id=token_id, revoked_by=requester.identity.name
        )
        detail = f"token:{token_id}"
        log_action_of(work, AccessAction.API_TOKEN_REVOKED, requester, detail)
    return "", 204
