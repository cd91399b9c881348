"""Requests of the tablets: enrolment, heartbeat, removal of cookie and cache."""

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
from kiosk.fleet import actions, queries
from kiosk.fleet.heartbeat_handler import TabletHeartbeatForm, handle_heartbeat
from kiosk.fleet.routes.request_scope import heartbeat_registry
from kiosk.web import device_cookies
from kiosk.web import request as web

Text = Annotated[str, msgspec.Meta(max_length=200)]


class EnrolmentForm(msgspec.Struct, forbid_unknown_fields=True):
    """Secret of the invitation, and name and seat of the tablet."""

    secret: Text
    name: Text = ""
    seat: Text = ""


def show_enrolment() -> str:
    """Show the page that a tablet opens from an invitation."""
    return render_template("fleet/enrol.html")


def enrol() -> ResponseReturnValue:
    """Enrol the asking tablet and set its cookie.

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
    """Receive the heartbeat of the asking tablet and return its commands.

    :raises SignedOut: the tablet is not enrolled.
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


def _is_enrolled() -> bool:
    if not device_cookies.tablet_secret():
        return False
    with web.store().read_session() as session:
        tablet = queries.get_tablet(session, device_cookies.tablet_hash())
    return tablet is not None


def remove_cookie() -> ResponseReturnValue:
    """Remove the cookie of a revoked tablet.

    One that has been enrolled anew in the meantime, in another tab, keeps it.
    """
    reply = Response(status=204)
    if not _is_enrolled():
        device_cookies.set_tablet_cookie(reply, "")
    return reply


def clear_cache() -> ResponseReturnValue:
    """Tell the browser of the asking tablet to clear its HTTP cache.

    Browsers do so over https only.
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
