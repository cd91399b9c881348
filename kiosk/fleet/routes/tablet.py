"""What a tablet of the house says and hears: enrolled, it speaks and gets orders."""

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.actions import (
    AttemptKey,
    AttemptKind,
    count_failure,
    seconds_to_wait,
    uncount_failure,
)
from kiosk.accounts.routes.staff_sign_in import requesting_device
from kiosk.accounts.rules import check_wait
from kiosk.errors import N_, SignedOut
from kiosk.fleet import actions
from kiosk.fleet.heartbeat_handler import TabletHeartbeatForm, handle_heartbeat
from kiosk.fleet.routes.request_scope import heartbeat_registry
from kiosk.web import device_cookies
from kiosk.web import request as web

Text = Annotated[str, msgspec.Meta(max_length=200)]


class EnrolmentForm(msgspec.Struct, forbid_unknown_fields=True):
    """What stood in the invitation, and what the tablet is to be called."""

    secret: Text
    name: Text = ""
    seat: Text = ""


def show_enrolment() -> str:
    """Show the page that a tablet opens from an invitation."""
    return render_template("fleet/enrol.html")


def enrol() -> ResponseReturnValue:
    """Take the asking tablet in; its cookie is all it is known by.

    :raises TooManyAttempts: too many invitations were wrong.
    """
    form = web.body(EnrolmentForm)
    attempt_key = AttemptKey(AttemptKind.INVITATION, requesting_device())
    with web.store().unit_of_work("tablet") as work:
        check_wait(seconds_to_wait(work.session, attempt_key, work.now))
        count_failure(work, attempt_key)
    with web.store().unit_of_work("tablet") as work:
        uncount_failure(work, attempt_key)
        number, secret = actions.enrol_tablet(
            work,
            device_cookies.server_key(),
            secret=form.secret,
            known=device_cookies.tablet_secret(),
            name=form.name,
            seat=form.seat,
        )
    reply = jsonify(number=number)
    device_cookies.set_tablet_cookie(reply, secret)
    return reply


def heartbeat() -> ResponseReturnValue:
    """Take the asking tablet's word and say what it is to do.

    :raises SignedOut: it is none of the house, or no longer.
    """
    form = web.body(TabletHeartbeatForm)
    secret = device_cookies.tablet_secret()
    answer = secret and handle_heartbeat(
        web.store(),
        heartbeat_registry(),
        device_cookies.tablet_hash(),
        form,
        web.identity(),
    )
    if not answer:
        raise SignedOut(
            N_("Máy này chưa được thêm vào danh sách máy."), code="no_tablet"
        )
    return jsonify(answer)


def remove_cookie() -> ResponseReturnValue:
    """Take the cookie of a tablet that is none of the house any more."""
    reply = Response(status=204)
    device_cookies.set_tablet_cookie(reply, "")
    return reply


def clear_cache() -> ResponseReturnValue:
    """Let the asking tablet's browser drop what it has stored by itself.

    It does so over a safe connection only.
    """
    reply = Response(status=204)
    reply.headers["Clear-Site-Data"] = '"cache"'
    return reply


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/enrol")(show_enrolment)
    blueprint.post("/tablet/enrol")(enrol)
    blueprint.post("/tablet/word")(heartbeat)
    blueprint.post("/tablet/leave")(remove_cookie)
    blueprint.post("/tablet/clean")(clear_cache)
