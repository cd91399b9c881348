"""One's own account: its sessions and its second factor."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts import actions, errors, queries, rules, totp
from kiosk.accounts.passwords import is_password
from kiosk.accounts.routes.staff_sign_in import requesting_device
from kiosk.errors import N_, Forbidden
from kiosk.identity import Identity, Requester
from kiosk.live.offload import run_in_thread
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.qr import draw_qr

Text = Annotated[str, msgspec.Meta(max_length=rules.LONGEST_PASSWORD)]
Result = TypeVar("Result")


class FactorCode(msgspec.Struct, forbid_unknown_fields=True):
    """The first code of a new secret."""

    code: Text


class FactorPassword(msgspec.Struct, forbid_unknown_fields=True):
    """The password, without which a second factor is not changed."""

    password: Text


def _asker() -> Requester:
    """Return who asks, with an account.

    :raises Forbidden: a badge has no account.
    """
    who = web.signed_in()
    if who.account_id is None:
        raise Forbidden(N_("Chỉ cán bộ đăng nhập bằng mật khẩu mới có tài khoản."))
    return Requester(who, device_cookies.client_endpoint())


def _work(who: Identity) -> UnitOfWork:
    return web.store().unit_of_work(f"account:{who.account_id}")


def _username(work: UnitOfWork, requester: Requester) -> str:
    return actions.get_open_account(work, requester.identity.account_id or 0).username


def show_account() -> str:
    """Show one's own account."""
    who = _asker().identity
    with web.store().read_session() as session:
        account = queries.own_account(session, who)
    return render_template("screens/account.html", account=account, who=who)


def end_session(sign_in_id: int) -> ResponseReturnValue:
    """Sign one other device of mine out."""
    requester = _asker()
    with _work(requester.identity) as work:
        actions.end_own_session(work, requester=requester, sign_in_id=sign_in_id)
    return "", 204


def end_other_sessions() -> ResponseReturnValue:
    """Sign all my other devices out."""
    requester = _asker()
    with _work(requester.identity) as work:
        actions.end_other_sessions(work, requester=requester)
    return "", 204


def begin_second_factor() -> ResponseReturnValue:
    """Give a fresh secret; only this answer shows it."""
    requester = _asker()
    with _work(requester.identity) as work:
        new = actions.begin_second_factor(
            work, device_cookies.server_key(), requester=requester
        )
    svg = run_in_thread("qr", draw_qr, new.address)
    return jsonify(secret=totp.format_secret(new.secret), svg=svg)


def confirm_second_factor() -> ResponseReturnValue:
    """Let the second factor count; only this answer shows the recovery codes."""
    requester, form = _asker(), web.body(FactorCode)
    with _work(requester.identity) as work:
        username = _username(work, requester)
        device_now = requesting_device(username)
        attempt_key = actions.AttemptKey(
            actions.AttemptKind.ONE_TIME_CODE, device_now, username
        )
        rules.check_wait(actions.seconds_to_wait(work.session, attempt_key, work.now))
        codes = actions.confirm_second_factor(
            work, device_cookies.server_key(), requester=requester, code=form.code
        )
        if codes is None:
            actions.count_failure(work, attempt_key)
    if codes is None:
        raise errors.wrong_code()
    return jsonify(codes=codes)


def _with_password(
    requester: Requester, password: str, change: Callable[[UnitOfWork], Result]
) -> Result:
    """Return what `change` does, if the password is right.

    :raises TooManyAttempts: it must wait.
    :raises Invalid: the password is wrong.
    """
    with _work(requester.identity) as work:
        username = _username(work, requester)
        attempt = actions.attempt_staff_sign_in(
            work, username=username, device=requesting_device(username)
        )
    verified = run_in_thread("password", is_password, attempt.password_hash, password)
    with _work(requester.identity) as work:
        account = actions.accept_password(work, attempt=attempt, verified=verified)
        if account is not None:
            return change(work)
    raise errors.wrong_password()


def renew_recovery_codes() -> ResponseReturnValue:
    """Give fresh recovery codes; only this answer shows them."""
    requester, form = _asker(), web.body(FactorPassword)
    codes = _with_password(
        requester,
        form.password,
        lambda work: actions.renew_recovery_codes(
            work, device_cookies.server_key(), requester=requester
        ),
    )
    return jsonify(codes=codes)


def turn_off_second_factor() -> ResponseReturnValue:
    """Take one's own second factor away."""
    requester, form = _asker(), web.body(FactorPassword)

    def turn_off(work: UnitOfWork) -> None:
        rules.check_long_enough_alone(form.password)
        actions.turn_off_second_factor(work, requester=requester)

    _with_password(requester, form.password, turn_off)
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
