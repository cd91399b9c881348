"""Signing in with a name and a password, then a code if need be; signing out."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts import actions, queries, refusals
from kiosk.accounts.passwords import is_password
from kiosk.accounts.rules import LONGEST_PASSWORD, STEP_LIFE, tidy_username
from kiosk.identity import Asker
from kiosk.live.offload import run_in_thread
from kiosk.web import device
from kiosk.web import request as web

AFTER_SIGN_IN = "/meetings"
SECOND_STEP = "/staff/code"


class StaffSignIn(msgspec.Struct, forbid_unknown_fields=True):
    """A name and a password."""

    username: Annotated[str, msgspec.Meta(max_length=LONGEST_PASSWORD)]
    password: Annotated[str, msgspec.Meta(max_length=LONGEST_PASSWORD)]


class StaffCode(msgspec.Struct, forbid_unknown_fields=True):
    """A one-time code, or a recovery code in its place."""

    code: Annotated[str, msgspec.Meta(max_length=LONGEST_PASSWORD)]


def asking_device(username: str = "") -> actions.Device:
    """Return the device that asks for an account or, without a name, with a badge."""
    who = web.identity()
    return actions.Device(
        address=device.client_address(),
        name=device.device_name(),
        length=device.session_length(),
        replaces=who.sign_in_id if who else None,
        is_known=device.is_known(username),
        endpoint=device.client_endpoint(),
        browser=device.browser_name(),
    )


def sign_in_answer(result: actions.SignInResult, username: str) -> ResponseReturnValue:
    """Answer with the session cookie, or the way to the second step."""
    if result.step_token:
        reply = jsonify(go=SECOND_STEP)
        seconds = int(STEP_LIFE.total_seconds())
        device.keep_step(reply, result.step_token, seconds)
        return reply
    reply = jsonify(go=AFTER_SIGN_IN)
    device.keep_sign_in(reply, result.token, username)
    device.forget_step(reply)
    return reply


def show_staff_sign_in() -> str:
    """Show the form for staff."""
    return render_template("screens/staff_sign_in.html")


def sign_in() -> ResponseReturnValue:
    """Sign a member of staff in, or ask for the code."""
    form = web.body(StaffSignIn)
    username = tidy_username(form.username)
    asking = asking_device(username)
    with web.store().work("staff sign-in") as work:
        attempt = actions.attempt_staff_sign_in(work, username=username, device=asking)
    verified = run_in_thread(
        "password", is_password, attempt.password_hash, form.password
    )
    with web.store().work("staff sign-in") as work:
        result = actions.sign_in_staff(
            work,
            device.server_key(),
            attempt=attempt,
            verified=verified,
            device=asking,
        )
    if result == actions.REFUSED:
        raise refusals.wrong_sign_in()
    return sign_in_answer(result, username)


def _begun() -> str:
    """Return the name of the account whose password was given here; empty: none."""
    key, token = device.server_key(), device.step_token()
    hashed = queries.step_hash(key, token, device.device_name())
    with web.store().reading() as session:
        account = queries.pending_sign_in(session, hashed, clock.now())
        return account.username if account else ""


def show_second_step() -> ResponseReturnValue:
    """Ask for the code; whoever has given no password goes back to that."""
    if not _begun():
        return redirect("/staff", code=303)
    return render_template("screens/second_step.html")


def give_code() -> ResponseReturnValue:
    """Sign in who has given the password on this device."""
    form, username = web.body(StaffCode), _begun()
    asking = asking_device(username)
    with web.store().work("staff sign-in") as work:
        result = actions.pass_second_step(
            work,
            device.server_key(),
            token=device.step_token(),
            code=form.code,
            device=asking,
        )
    if result == actions.REFUSED:
        raise refusals.wrong_code()
    return sign_in_answer(result, username)


def sign_out() -> ResponseReturnValue:
    """End the sign-in of this device, badge or account."""
    who = web.identity()
    if who is not None:
        with web.store().work(f"sign-in:{who.sign_in_id}") as work:
            actions.sign_out(work, asker=Asker(who, device.client_endpoint()))
    reply = jsonify(go="/") if request.is_json else redirect("/", code=303)
    device.forget_sign_in(reply)
    return reply


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/staff")(show_staff_sign_in)
    blueprint.post("/staff/sign-in")(sign_in)
    blueprint.get("/staff/code")(show_second_step)
    blueprint.post("/staff/code")(give_code)
    blueprint.post("/sign-out")(sign_out)
