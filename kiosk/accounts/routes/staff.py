"""Signing in with a name and a password; signing out."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.accounts import actions
from kiosk.accounts.passwords import is_password
from kiosk.accounts.rules import LONGEST_PASSWORD, tidy_username
from kiosk.live.offload import run_in_thread
from kiosk.web import device
from kiosk.web import request as web

AFTER_SIGN_IN = "/meetings"


class StaffSignIn(msgspec.Struct, forbid_unknown_fields=True):
    """A name and a password."""

    username: Annotated[str, msgspec.Meta(max_length=LONGEST_PASSWORD)]
    password: Annotated[str, msgspec.Meta(max_length=LONGEST_PASSWORD)]


def asking_device(username: str = "") -> actions.Device:
    """Return the device that asks for an account or, without a name, with a badge."""
    who = web.identity()
    return actions.Device(
        address=device.client_address(),
        name=device.device_name(),
        length=device.session_length(),
        replaces=who.sign_in_id if who else None,
        is_known=device.is_known(username),
    )


def signed_in_answer(token: str, username: str) -> ResponseReturnValue:
    """Answer with the session cookie and where to go."""
    reply = jsonify(go=AFTER_SIGN_IN)
    device.keep_sign_in(reply, token, username)
    return reply


def show_staff_sign_in() -> str:
    """Show the form for staff."""
    return render_template("screens/staff_sign_in.html")


def sign_in() -> ResponseReturnValue:
    """Sign a member of staff in."""
    form = web.body(StaffSignIn)
    username = tidy_username(form.username)
    asking = asking_device(username)
    with web.store().work("staff sign-in") as work:
        attempt = actions.attempt_staff_sign_in(work, username=username, device=asking)
    verified = run_in_thread(
        "password", is_password, attempt.password_hash, form.password
    )
    with web.store().work("staff sign-in") as work:
        token = actions.sign_in_staff(
            work,
            device.server_key(),
            attempt=attempt,
            verified=verified,
            device=asking,
        )
    return signed_in_answer(token, username)


def sign_out() -> ResponseReturnValue:
    """End the sign-in of this device, badge or account."""
    who = web.identity()
    if who is not None:
        with web.store().work(f"sign-in:{who.sign_in_id}") as work:
            actions.end_sign_in(work, who.sign_in_id, "signed_out")
    reply = jsonify(go="/") if request.is_json else redirect("/", code=303)
    device.forget_sign_in(reply)
    # Page images are kept for a year; over http browsers do not heed this, and the
    # tablet overwrites what it has loaded (`documents/addresses.js`).
    reply.headers["Clear-Site-Data"] = '"cache"'
    return reply


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/staff")(show_staff_sign_in)
    blueprint.post("/staff/sign-in")(sign_in)
    blueprint.post("/sign-out")(sign_out)
