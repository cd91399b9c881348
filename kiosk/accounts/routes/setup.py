"""Routes of one-time links; the token is in the fragment and sent only by POST."""

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts import rules
from kiosk.accounts.actions import rate_limit, setup
from kiosk.accounts.errors import unusable_link
from kiosk.accounts.passwords import hash_password, is_guessable
from kiosk.accounts.queries import accounts
from kiosk.accounts.routes.staff_sign_in import (
    FormText,
    requesting_device,
    sign_in_response,
)
from kiosk.live.offload import run_in_thread
from kiosk.storage.secrets import hash_secret
from kiosk.web import device_cookies
from kiosk.web import request as web


class LinkToken(msgspec.Struct, forbid_unknown_fields=True):
    """The token of a one-time link."""

    token: FormText


class SetupForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form with the password; names only if the link creates an administrator."""

    token: FormText
    password: str
    username: FormText = ""
    full_name: FormText = ""


def _find_link(token: str) -> accounts.UsableLink:
    """Return the usable link with this token; a failure is counted.

    :raises TooManyAttempts: the device must wait.
    :raises NotFound: there is no usable link with this token.
    """
    attempt_key = rate_limit.AttemptKey(
        rate_limit.AttemptKind.LINK, requesting_device()
    )
    token_hash = hash_secret(device_cookies.server_key(), "setup", token)
    with web.store().unit_of_work("setup link") as work:
        rules.check_wait(
            rate_limit.seconds_to_wait(work.session, attempt_key, work.now)
        )
        found = accounts.usable_link(work.session, token_hash)
        if found is None:
            rate_limit.count_failure(work, attempt_key)
    if found is None:
        raise unusable_link()
    return found


def show_setup() -> str:
    """Show the page of one-time links."""
    return render_template("screens/setup.html")


def look_at_link() -> ResponseReturnValue:
    """Return whose account the link is for, without using it."""
    link = _find_link(web.body(LinkToken).token)
    return jsonify(username=link.username, full_name=link.full_name)


def set_up() -> ResponseReturnValue:
    """Set the password, use the link and sign in."""
    form = web.body(SetupForm)
    link = _find_link(form.token)
    username = link.username or rules.normalise_username(form.username)
    rules.check_username(username)
    names = [username, *(link.full_name or form.full_name).split()]
    rules.check_password(
        form.password, username, has_second_factor=link.has_second_factor
    )
    guessable = run_in_thread(
        "password",
        is_guessable,
        form.password,
        names,
        has_second_factor=link.has_second_factor,
    )
    rules.check_not_guessable(is_guessable=guessable)
    password_hash = run_in_thread("password", hash_password, form.password)
    details = setup.SetupDetails(form.token, username, form.full_name, password_hash)
    with web.store().unit_of_work("setup link") as work:
        result = setup.set_up_account(
            work,
            device_cookies.server_key(),
            details=details,
            device=requesting_device(),
        )
    return sign_in_response(result)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/setup")(show_setup)
    blueprint.post("/setup/look")(look_at_link)
    blueprint.post("/setup")(set_up)
