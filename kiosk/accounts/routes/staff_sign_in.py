"""Routes to sign in with a password and a one-time code."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts import devices, errors, errors_elsewhere
from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions import linked_sign_in, rate_limit, staff_sign_in
from kiosk.accounts.actions.refusals import log_refusal
from kiosk.accounts.passwords import is_password
from kiosk.accounts.people_elsewhere import PersonElsewhere, linking_rules
from kiosk.accounts.queries import own_account
from kiosk.accounts.rules import (
    LONGEST_PASSWORD,
    SECOND_STEP_LIFETIME,
    normalise_username,
)
from kiosk.errors import KioskError, TooManyAttempts
from kiosk.live.offload import resolve_name, run_in_thread
from kiosk.web import device_cookies
from kiosk.web import request as web

log = logging.getLogger(__name__)

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


def sign_in_response(result: staff_sign_in.SignInResult) -> ResponseReturnValue:
    """Respond with the session cookie, or redirect to the second step."""
    if result.step_token:
        reply = jsonify(go=SECOND_STEP)
        seconds = int(SECOND_STEP_LIFETIME.total_seconds())
        device_cookies.set_step_cookie(reply, result.step_token, seconds)
        return reply
    reply = jsonify(go=AFTER_SIGN_IN)
    device_cookies.set_sign_in_cookie(reply, result.token, result.username)
    device_cookies.clear_step_cookie(reply)
    return reply


def show_staff_sign_in() -> str:
    """Show the sign-in form of staff."""
    config = web.store().config
    name = config.oidc_name if config.has_oidc else None
    return render_template("screens/staff_sign_in.html", provider=name)


@contextmanager
def _logged_delay(device: devices.Device) -> Iterator[None]:
    """Log that an attempt must wait, without the names tried: they are endless."""
    try:
        yield
    except TooManyAttempts:
        with web.store().unit_of_work("staff sign-in") as work:
            log_refusal(work, AccessAction.SIGN_IN_DELAYED, "", device.endpoint)
        raise


def _by_directory(
    username: str, password: str, device: devices.Device
) -> PersonElsewhere | None:
    """Return whom the directory knows by this name and password; None: nobody.

    It is asked about every name that no password here has opened, known or not, so
    that the time shows nobody which accounts there are.

    :raises ProviderUnavailable: it does not answer.
    """
    config = web.store().config
    if not config.has_ldap:
        return None
    # Loading it takes a tenth of a second, which most servers do not need.
    from kiosk.accounts.ldap.directory import (  # noqa: PLC0415
        DirectoryUnavailable,
        find_person,
    )

    try:
        return find_person(config, username, password, resolve_name)
    except DirectoryUnavailable as error:
        log.warning("LDAP directory: %s", error)
        with web.store().unit_of_work("staff sign-in") as work:
            action, why = AccessAction.SIGN_IN_REFUSED, AccessDetail.UNAVAILABLE
            log_refusal(work, action, username, device.endpoint, why)
        raise errors_elsewhere.directory_unavailable() from error


def _sign_in_person(
    person: PersonElsewhere,
    attempt: staff_sign_in.PasswordAttempt,
    device: devices.Device,
) -> ResponseReturnValue:
    config = web.store().config
    rules = linking_rules(may_link=config.ldap_link, group_roles=config.group_roles)
    with web.store().unit_of_work("staff sign-in") as work:
        rate_limit.uncount_failure(work, attempt.attempt_key)
        result = linked_sign_in.sign_in_person(
            work,
            device_cookies.server_key(),
            person=person,
            rules=rules,
            device=device,
        )
    if isinstance(result, AccessDetail):
        raise errors_elsewhere.refused_person(result)
    return sign_in_response(result)


def sign_in() -> ResponseReturnValue:
    """Sign a member of staff in, or ask for the code."""
    form = web.body(StaffSignIn)
    username = normalise_username(form.username)
    asking = requesting_device(username)
    with _logged_delay(asking), web.store().unit_of_work("staff sign-in") as work:
        attempt = staff_sign_in.attempt_staff_sign_in(
            work, username=username, device=asking
        )
    verified = run_in_thread(
        "password", is_password, attempt.password_hash, form.password
    )
    person = None if verified else _by_directory(username, form.password, asking)
    if person is not None:
        return _sign_in_person(person, attempt, asking)
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
    return sign_in_response(result)


def _pending() -> own_account.PendingStep:
    """Return what the device's pending sign-in asks for; its name is empty: none."""
    key, token = device_cookies.server_key(), device_cookies.step_token()
    hashed = own_account.pending_token_hash(key, token, device_cookies.device_name())
    with web.store().read_session() as session:
        return own_account.pending_step(session, hashed, clock.now())


def pending_username() -> str:
    """Return for whom the device has passed the first step.

    It is asked before anything is written: strangers never take the writer's lock.

    :raises Forbidden: nobody, or too long ago.
    """
    username = _pending().username
    if not username:
        raise errors.second_step_expired()
    return username


def show_second_step() -> ResponseReturnValue:
    """Ask for the code; redirect to the password form if none was entered."""
    step = _pending()
    if not step.username:
        return redirect("/staff", code=303)
    return render_template("screens/second_step.html", step=step)


def finish_second_step(
    check: staff_sign_in.StepCheck, refusal: KioskError
) -> ResponseReturnValue:
    """Sign in if `check` finds the second step right.

    :raises KioskError: `refusal`, if it is wrong.
    """
    username = pending_username()
    asking = requesting_device(username)
    with _logged_delay(asking), web.store().unit_of_work("staff sign-in") as work:
        result = staff_sign_in.pass_second_step(
            work,
            device_cookies.server_key(),
            token=device_cookies.step_token(),
            check=check,
            device=asking,
        )
    if result == staff_sign_in.REFUSED:
        raise refusal
    return sign_in_response(result)


def give_code() -> ResponseReturnValue:
    """Sign in with the code after the password."""
    check = staff_sign_in.check_code(
        device_cookies.server_key(), web.body(StaffCode).code
    )
    return finish_second_step(check, errors.wrong_code())


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/staff")(show_staff_sign_in)
    blueprint.post("/staff/sign-in")(sign_in)
    blueprint.get("/staff/code")(show_second_step)
    blueprint.post("/staff/code")(give_code)
