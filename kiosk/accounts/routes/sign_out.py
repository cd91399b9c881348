"""Route to sign out of this device, by badge or account."""

from flask import Blueprint, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kiosk.accounts.access_actions import AccessDetail
from kiosk.accounts.actions import sessions
from kiosk.accounts.routes import oidc
from kiosk.identity import Requester
from kiosk.web import device_cookies
from kiosk.web import request as web


def sign_out() -> ResponseReturnValue:
    """End the sign-in of this device, and where it was made elsewhere that one too."""
    who, passed_by = web.identity(), ""
    if who is not None:
        with web.store().unit_of_work(f"sign-in:{who.sign_in_id}") as work:
            passed_by = sessions.sign_out(
                work, requester=Requester(who, device_cookies.client_endpoint())
            )
    if request.is_json:
        # Otherwise the next person at this desk would be let in without a question.
        elsewhere = oidc.sign_out_address() if passed_by == AccessDetail.OIDC else ""
        reply: Response = jsonify(go=elsewhere or "/")
    else:
        # The content policy lets a form lead to this server only.
        reply = redirect("/", code=303)
    device_cookies.clear_sign_in_cookie(reply)
    return reply


def add_to(blueprint: Blueprint) -> None:
    """Add this route."""
    blueprint.post("/sign-out")(sign_out)
