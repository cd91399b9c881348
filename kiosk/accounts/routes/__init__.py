"""Routes of accounts: signing in, one-time links, own account, list, access log."""

from flask import Blueprint, Flask, Response, g, request

from kiosk.accounts.link_rates import LinkRates
from kiosk.accounts.routes import (
    access_log,
    admin,
    oidc,
    own_account,
    passkeys,
    setup,
    sign_out,
    staff_sign_in,
)
from kiosk.accounts.session_usage import SessionUsageRecorder
from kiosk.live.message_bus import MessageBus

# Posted by scripts without a user's action.
AUTOMATIC_ENDPOINTS = {
    "checkins.gate_heartbeat",
    "fleet.heartbeat",
    "offline.report_held",
}

blueprint = Blueprint("accounts", __name__)
for part in (
    staff_sign_in,
    sign_out,
    setup,
    own_account,
    passkeys,
    oidc,
    admin,
    access_log,
):
    part.add_to(blueprint)


def install(app: Flask, _bus: MessageBus) -> None:
    """Record the last use of staff sign-ins; offer the access log to others."""
    access_log.install_log(app)
    oidc.install_provider(app)
    app.extensions["kiosk.link_rates"] = LinkRates()
    store, presence = app.extensions["kiosk.store"], app.extensions["kiosk.presence"]
    usage = SessionUsageRecorder(store, presence)
    app.extensions["kiosk.usage"] = usage

    @app.after_request
    def note_use(reply: Response) -> Response:
        who = g.get("identity")
        if who is not None and who.account_id is not None and _is_user_activity():
            usage.note(who.sign_in_id)
        return reply


def _is_user_activity() -> bool:
    """Return whether a person caused the request: a page opened, or a form sent.

    Scripts also fetch data on screens that nobody uses.
    """
    if request.method == "GET":
        return request.headers.get("Accept", "").startswith("text/html")
    return request.endpoint not in AUTOMATIC_ENDPOINTS
