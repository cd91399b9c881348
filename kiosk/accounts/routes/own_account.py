"""One's own account: its sessions and its second factor."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts import actions, queries, refusals, rules, totp
from kiosk.accounts.passwords import is_password
from kiosk.accounts.routes.staff import asking_device
from kiosk.errors import N_, Forbidden
from kiosk.identity import Asker, Identity
from kiosk.live.offload import run_in_thread
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device
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


def _asker() -> Asker:
    """Return who asks, with an account.

    :raises Forbidden: a badge has no account.
    """
    who = web.signed_in()
    if who.account_id is None:
        raise Forbidden(N_("Chỉ cán bộ đăng nhập bằng mật khẩu mới có tài khoản."))
    return Asker(who, device.client_endpoint())


def _work(who: Identity) -> UnitOfWork:
    return web.store().work(f"account:{who.account_id}")


def _username(work: UnitOfWork, asker: Asker) -> str:
    return actions.open_account(work, asker.identity.account_id or 0).username


def show_account() -> str:
    """Show one's own account."""
    who = _asker().identity
    with web.store().reading() as session:
        account = queries.own_account(session, who)
    return render_template("screens/account.html", account=account, who=who)


def end_session(sign_in_id: int) -> ResponseReturnValue:
    """Sign one other device of mine out."""
    asker = _asker()
    with _work(asker.identity) as work:
        actions.end_own_session(work, asker=asker, sign_in_id=sign_in_id)
    return "", 204


def end_other_sessions() -> ResponseReturnValue:
    """Sign all my other devices out."""
    asker = _asker()
    with _work(asker.identity) as work:
        actions.end_other_sessions(work, asker=asker)
    return "", 204


def begin_second_factor() -> ResponseReturnValue:
    """Give a fresh secret; only this answer shows it."""
    asker = _asker()
    with _work(asker.identity) as work:
        new = actions.begin_second_factor(work, device.server_key(), asker=asker)
    svg = run_in_thread("qr", draw_qr, new.address)
    return jsonify(secret=totp.show_secret(new.secret), svg=svg)


def confirm_second_factor() -> ResponseReturnValue:
    """Let the second factor count; only this answer shows the recovery codes."""
    asker, form = _asker(), web.body(FactorCode)
    with _work(asker.identity) as work:
        username = _username(work, asker)
        device_now = asking_device(username)
        guess = actions.Guess(actions.Guessed.ONE_TIME_CODE, device_now, username)
        rules.check_wait(actions.seconds_to_wait(work.session, guess, work.now))
        codes = actions.confirm_second_factor(
            work, device.server_key(), asker=asker, code=form.code
        )
        if codes is None:
            actions.count_guess(work, guess)
    if codes is None:
        raise refusals.wrong_code()
    return jsonify(codes=codes)


def _with_password(
    asker: Asker, password: str, change: Callable[[UnitOfWork], Result]
) -> Result:
    """Return what `change` does, if the password is right.

    :raises TooManyTries: it must wait.
    :raises Invalid: the password is wrong.
    """
    with _work(asker.identity) as work:
        username = _username(work, asker)
        attempt = actions.attempt_staff_sign_in(
            work, username=username, device=asking_device(username)
        )
    verified = run_in_thread("password", is_password, attempt.password_hash, password)
    with _work(asker.identity) as work:
        account = actions.accept_password(work, attempt=attempt, verified=verified)
        if account is not None:
            return change(work)
    raise refusals.wrong_password()


def renew_recovery_codes() -> ResponseReturnValue:
    """Give fresh recovery codes; only this answer shows them."""
    asker, form = _asker(), web.body(FactorPassword)
    codes = _with_password(
        asker,
        form.password,
        lambda work: actions.renew_recovery_codes(
            work, device.server_key(), asker=asker
        ),
    )
    return jsonify(codes=codes)


def turn_off_second_factor() -> ResponseReturnValue:
    """Take one's own second factor away."""
    asker, form = _asker(), web.body(FactorPassword)

    def turn_off(work: UnitOfWork) -> None:
        rules.check_may_go_without_code(form.password)
        actions.turn_off_second_factor(work, asker=asker)

    _with_password(asker, form.password, turn_off)
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
