"""What a tablet of the house says and hears: enrolled, it speaks and gets orders."""

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.actions import (
    Guess,
    Guessed,
    count_guess,
    seconds_to_wait,
    uncount_guess,
)
from kiosk.accounts.routes.staff import asking_device
from kiosk.accounts.rules import check_wait
from kiosk.errors import N_, SignedOut
from kiosk.fleet import actions
from kiosk.fleet.hearing import Spoken, hear_tablet
from kiosk.fleet.routes.asking import watch
from kiosk.web import device
from kiosk.web import request as web

Text = Annotated[str, msgspec.Meta(max_length=200)]


class Enrol(msgspec.Struct, forbid_unknown_fields=True):
    """What stood in the invitation, and what the tablet is to be called."""

    secret: Text
    name: Text = ""
    seat: Text = ""


def show_enrolment() -> str:
    """Show the page that a tablet opens from an invitation."""
    return render_template("fleet/enrol.html")


def enrol() -> ResponseReturnValue:
    """Take the asking tablet in; its cookie is all it is known by.

    :raises TooManyTries: too many invitations were wrong.
    """
    form = web.body(Enrol)
    guess = Guess(Guessed.INVITATION, asking_device())
    with web.store().work("tablet") as work:
        check_wait(seconds_to_wait(work.session, guess, work.now))
        count_guess(work, guess)
    with web.store().work("tablet") as work:
        uncount_guess(work, guess)
        number, secret = actions.enrol_tablet(
            work,
            device.server_key(),
            secret=form.secret,
            known=device.tablet_secret(),
            name=form.name,
            seat=form.seat,
        )
    reply = jsonify(number=number)
    device.keep_tablet(reply, secret)
    return reply


def speak() -> ResponseReturnValue:
    """Take the asking tablet's word and say what it is to do.

    :raises SignedOut: it is none of the house, or no longer.
    """
    spoken = web.body(Spoken)
    secret = device.tablet_secret()
    answer = secret and hear_tablet(
        web.store(), watch(), device.tablet_hash(), spoken, web.identity()
    )
    if not answer:
        raise SignedOut(
            N_("Máy này chưa được thêm vào danh sách máy."), code="no_tablet"
        )
    return jsonify(answer)


def leave() -> ResponseReturnValue:
    """Take the cookie of a tablet that is none of the house any more."""
    reply = Response(status=204)
    device.keep_tablet(reply, "")
    return reply


def clean() -> ResponseReturnValue:
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
    blueprint.post("/tablet/word")(speak)
    blueprint.post("/tablet/leave")(leave)
    blueprint.post("/tablet/clean")(clean)
