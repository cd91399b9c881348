"""Routes to sign in with a password and a one-time code, and to sign out."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts import devices, errors
from kiosk.accounts.actions import sessions, staff_sign_in
from kiosk.accounts.passwords import is_password
from kiosk.accounts.queries import own_account
from kiosk.accounts.rules import (
    LONGEST_PASSWORD,
    SECOND_STEP_LIFETIME,
    normalise_username,
)
from kiosk.identity import Requester
from kiosk.live.offload import run_in_thread
from kiosk.web import device_cookies
from kiosk.web import request as web

AFTER_SIGN_IN = "/meetings"
SECOND_STEP = "/staff/code"
FormText = Annotated[str, msgspec.Meta(max_length=LONGEST_PASSWORD)]


class StaffSignIn(msgspec.Struct, forbid_unknown_fields=True):
    """Form with user name and password."""

    username: FormText
    password: FormText


class StaffCode(msgspec.Struct, forbid_unknown_fields=True):
    """Form with a one-time code or a recovery code."""

    code: FormText


def requesting_device(username: str = "") -> devices.Device:
    """Return the requesting device; without `username` it is used with a badge."""
    who = web.identity()
    return devices.Device(
        address=device_cookies.client_address(),
        name=device_cookies.device_name(),
        length=device_cookies.session_length(),
        replaces=who.sign_in_id if who else None,
        is_known=device_cookies.is_known_device(username),
        endpoint=device_cookies.client_endpoint(),
        browser=device_cookies.browser_name(),
    )


def sign_in_response(
    result: staff_sign_in.SignInResult, username: str
) -> ResponseReturnValue:
    """Respond with the session cookie, or redirect to the second step."""
    if result.step_token:
        reply = jsonify(go=SECOND_STEP)
        seconds = int(SECOND_STEP_LIFETIME.total_seconds())
        device_cookies.set_step_cookie(reply, result.step_token, seconds)
        return reply
    reply = jsonify(go=AFTER_SIGN_IN)
    device_cookies.set_sign_in_cookie(reply, result.token, username)
    device_cookies.clear_step_cookie(reply)
    return reply


def show_staff_sign_in() -> str:
    """Show the sign-in form of staff."""
    return render_template("screens/staff_sign_in.html")


def sign_in() -> ResponseReturnValue:
    """Sign a member of staff in, or ask for the code."""
    form = web.body(StaffSignIn)
    username = normalise_username(form.username)
    asking = requesting_device(username)
    with web.store().unit_of_work("staff sign-in") as work:
        attempt = staff_sign_in.attempt_staff_sign_in(
            work, username=username, device=asking
        )
    verified = run_in_thread(
        "password", is_password, attempt.password_hash, form.password
    )
    with web.store().unit_of_work("staff sign-in") as work:
        result = staff_sign_in.sign_in_staff(
            work,
            device_cookies.server_key(),
            attempt=attempt,
            verified=verified,
            device=asking,
        )
    if result == staff_sign_in.REFUSED:
        raise errors.wrong_sign_in()
    return sign_in_response(result, username)


def _pending_username() -> str:
    """Return the user name of the device's pending sign-in; empty: none."""
    key, token = device_cookies.server_key(), device_cookies.step_token()
    hashed = own_account.pending_token_hash(key, token, device_cookies.device_name())
    with web.store().read_session() as session:
        account = own_account.pending_sign_in(session, hashed, clock.now())
        return account.username if account else ""


def show_second_step() -> ResponseReturnValue:
    """Ask for the code; redirect to the password form if none was entered."""
    if not _pending_username():
        return redirect("/staff", code=303)
    return render_template("screens/second_step.html")


def give_code() -> ResponseReturnValue:
    """Sign in with the code after the password."""
    form, username = web.body(StaffCode), _pending_username()
    asking = requesting_device(username)
    with web.store().unit_of_work("staff sign-in") as work:
        result = staff_sign_in.pass_second_step(
            work,
            device_cookies.server_key(),
            token=device_cookies.step_token(),
            code=form.code,
            device=asking,
        )
    if result == staff_sign_in.REFUSED:
        raise errors.wrong_code()
    return sign_in_response(result, username)


def sign_out() -> ResponseReturnValue:
    """End the sign-in of this device, by badge or account."""
    who = web.identity()
    if who is not None:
        with web.store().unit_of_work(f"sign-in:{who.sign_in_id}") as work:
            sessions.sign_out(
                work, requester=Requester(who, device_cookies.client_endpoint())
            )
    reply = jsonify(go="/") if request.is_json else redirect("/", code=303)
    device_cookies.clear_sign_in_cookie(reply)
    return reply


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/staff")(show_staff_sign_in)
    blueprint.post("/staff/sign-in")(sign_in)
    blueprint.get("/staff/code")(show_second_step)
    blueprint.post("/staff/code")(give_code)
    blueprint.post("/sign-out")(sign_out)
