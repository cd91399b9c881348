"""Routes of the requester's own account: sessions and second factor."""

from collections.abc import Callable
from typing import TypeVar

import msgspec
from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.accounts import errors, rules, totp
from kiosk.accounts.actions import (
    proof,
    rate_limit,
    second_factor,
    sessions,
    staff,
    staff_sign_in,
)
from kiosk.accounts.passkeys.webauthn import passkey_site
from kiosk.accounts.passwords import is_password
from kiosk.accounts.queries import own_account
from kiosk.accounts.routes.staff_sign_in import FormText, requesting_device
from kiosk.errors import N_, Forbidden
from kiosk.identity import Identity, Requester
from kiosk.live.offload import run_in_thread
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.qr import draw_qr

Result = TypeVar("Result")


class FactorCode(msgspec.Struct, forbid_unknown_fields=True):
    """Form with the first code of a new secret."""

    code: FormText


class FactorPassword(msgspec.Struct, forbid_unknown_fields=True):
    """Form with the password that a change of the second factor requires."""

    # Empty: the account has none here.
    password: FormText = ""


def own_requester() -> Requester:
    """Return the requester, who has an account.

    :raises Forbidden: they signed in with a badge, which has no account.
    """
    who = web.signed_in()
    if who.account_id is None:
        raise Forbidden(N_("Chỉ cán bộ đăng nhập bằng mật khẩu mới có tài khoản."))
    return Requester(who, device_cookies.client_endpoint())


def _work(who: Identity) -> UnitOfWork:
    return web.store().unit_of_work(f"account:{who.account_id}")


def _username(work: UnitOfWork, requester: Requester) -> str:
    return staff.get_open_account(work, requester.identity.account_id or 0).username


def show_account() -> str:
    """Show the requester's own account."""
    who = own_requester().identity
    with web.store().read_session() as session:
        account = own_account.own_account(session, who)
    address = web.store().config.public_url or request.host_url
    return render_template(
        "screens/account.html",
        account=account,
        who=who,
        may_add_passkey=passkey_site(address) is not None,
    )


def end_session(sign_in_id: int) -> ResponseReturnValue:
    """Sign out one of the requester's devices."""
    requester = own_requester()
    with _work(requester.identity) as work:
        sessions.end_own_session(work, requester=requester, sign_in_id=sign_in_id)
    return "", 204


def end_other_sessions() -> ResponseReturnValue:
    """Sign out all other devices of the requester."""
    requester = own_requester()
    with _work(requester.identity) as work:
        sessions.end_other_sessions(work, requester=requester)
    return "", 204


def begin_second_factor() -> ResponseReturnValue:
    """Return a new secret; no other response contains it."""
    requester = own_requester()
    with _work(requester.identity) as work:
        if second_factor.has_second_factor(work, requester.identity.account_id or 0):
            proof.check_fresh_sign_in(work, requester)
        new = second_factor.begin_second_factor(
            work, device_cookies.server_key(), requester=requester
        )
    svg = run_in_thread("qr", draw_qr, new.address)
    return jsonify(secret=totp.format_secret(new.secret), svg=svg)


def confirm_second_factor() -> ResponseReturnValue:
    """Confirm the second factor; no other response contains the recovery codes."""
    requester, form = own_requester(), web.body(FactorCode)
    with _work(requester.identity) as work:
        username = _username(work, requester)
        device_now = requesting_device(username)
        attempt_key = rate_limit.AttemptKey(
            rate_limit.AttemptKind.ONE_TIME_CODE, device_now, username
        )
        rules.check_wait(
            rate_limit.seconds_to_wait(work.session, attempt_key, work.now)
        )
        codes = second_factor.confirm_second_factor(
            work, device_cookies.server_key(), requester=requester, code=form.code
        )
        if codes is None:
            rate_limit.count_failure(work, attempt_key)
    if codes is None:
        raise errors.wrong_code()
    return jsonify(codes=codes)


def with_proof(
    requester: Requester, password: str, change: Callable[[UnitOfWork], Result]
) -> Result:
    """Return the result of `change`, executed only if the password is right.

    An account without a password here must have signed in just before.

    :raises TooManyAttempts: the device must wait.
    :raises Invalid: the password is wrong.
    :raises Forbidden: there is none, and the sign-in is too long ago.
    """
    with _work(requester.identity) as work:
        account = staff.get_open_account(work, requester.identity.account_id or 0)
        if not account.password_hash:
            proof.check_fresh_sign_in(work, requester)
            return change(work)
        username = account.username
        attempt = staff_sign_in.attempt_staff_sign_in(
            work, username=username, device=requesting_device(username)
        )
    verified = run_in_thread("password", is_password, attempt.password_hash, password)
    with _work(requester.identity) as work:
        accepted = staff_sign_in.accept_password(
            work, attempt=attempt, verified=verified
        )
        if accepted is not None:
            return change(work)
    raise errors.wrong_password()


def renew_recovery_codes() -> ResponseReturnValue:
    """Return new recovery codes; no other response contains them."""
    requester, form = own_requester(), web.body(FactorPassword)
    codes = with_proof(
        requester,
        form.password,
        lambda work: second_factor.renew_recovery_codes(
            work, device_cookies.server_key(), requester=requester
        ),
    )
    return jsonify(codes=codes)


def turn_off_second_factor() -> ResponseReturnValue:
    """Remove the requester's own second factor."""
    requester, form = own_requester(), web.body(FactorPassword)

    def turn_off(work: UnitOfWork) -> None:
        if form.password:
            rules.check_long_enough_alone(form.password)
        second_factor.turn_off_second_factor(work, requester=requester)

    with_proof(requester, form.password, turn_off)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/account")(show_account)
    blueprint.post("/account/sessions/<int:sign_in_id>/end")(end_session)
    blueprint.post("/account/sessions/end-others")(end_other_sessions)
    blueprint.post("/account/second-factor")(begin_second_factor)
    blueprint.post("/account/second-factor/confirm")(confirm_second_factor)
    blueprint.post("/account/second-factor/recovery-codes")(renew_recovery_codes)
    blueprint.post("/account/second-factor/off")(turn_off_second_factor)
