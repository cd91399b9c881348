"""Idle screens and signing in with a badge; a GET never signs in."""

from typing import Annotated

import msgspec
from flask import (
    Blueprint,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.accounts.routes.staff_sign_in import requesting_device
from kiosk.accounts.rules import SIGNED_OUT_MESSAGES
from kiosk.badges import queries
from kiosk.badges.actions import results, sign_in
from kiosk.badges.pins import codes
from kiosk.badges.pins.actions import PinChallenge
from kiosk.badges.pins.rules import LONGEST_PIN, check_pin
from kiosk.badges.recent_refusals import RecentRefusals
from kiosk.badges.rules import REFUSAL_MESSAGES, SIGN_IN_SECONDS, RefusalReason
from kiosk.errors import N_, Forbidden, KioskError, NotFound, TooManyAttempts
from kiosk.live.offload import run_in_thread
from kiosk.meetings.rules import PinMode
from kiosk.web import device_cookies
from kiosk.web import request as web

Text = Annotated[str, msgspec.Meta(max_length=400)]
Digits = Annotated[str, msgspec.Meta(max_length=LONGEST_PIN)]


class BadgeForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form with a QR code's text or a typed code, and the idle screen's meeting."""

    secret: Text | None = None
    code: Text | None = None
    meeting: int | None = None
    # Entered or newly chosen, if the meeting asks for a PIN.
    pin: Digits | None = None
    new_pin: Digits | None = None


def _refusal(refused: results.SignInRefused) -> KioskError:
    sentence, code = REFUSAL_MESSAGES[refused.reason], str(refused.reason)
    if refused.reason in {RefusalReason.TOO_MANY_TRIES, RefusalReason.TOO_OFTEN}:
        return TooManyAttempts(sentence, code=code, wait_seconds=refused.wait_seconds)
    if refused.reason == RefusalReason.WRONG_PIN:
        return Forbidden(sentence, code=code, tries_left=refused.tries_left)
    return Forbidden(sentence, code=code)


def _check_pin(form: BadgeForm, challenge: PinChallenge) -> results.PinResult | None:
    """Compare or hash the PIN in a thread; None: none was sent."""
    key, member = device_cookies.server_key(), challenge.member_id
    if challenge.must_choose:
        if form.new_pin is None:
            return None
        check_pin(form.new_pin)
        return results.PinResult(
            challenge,
            chosen=run_in_thread("pin", codes.hash_pin, key, member, form.new_pin),
        )
    if form.pin is None:
        return None
    if challenge.mode is PinMode.PRINTED:
        fits = codes.is_printed_pin(key, member, challenge.turn, form.pin)
    else:
        fits = run_in_thread(
            "pin", codes.is_pin, key, member, challenge.pin_hash, form.pin
        )
    return results.PinResult(challenge, fits=fits)


def _present(
    form: BadgeForm, pin_result: results.PinResult | None = None
) -> results.SignInGranted | results.PinRequired:
    """Try to sign in with the badge.

    :raises KioskError: it is refused.
    """
    recent: RecentRefusals = current_app.extensions["kiosk.recent-refusals"]
    if recent.includes(form.secret, form.code):
        raise _refusal(results.SignInRefused(RefusalReason.TOO_OFTEN, SIGN_IN_SECONDS))
    scan = results.BadgeScan(
        form.secret, form.code, form.meeting, has_pin=form.pin is not None
    )
    with web.store().unit_of_work("badge") as work:
        answer = sign_in.sign_in_with_badge(
            work,
            device_cookies.server_key(),
            scan=scan,
            device=requesting_device(),
            pin_result=pin_result,
        )
    if isinstance(answer, results.SignInRefused):
        if answer.reason is RefusalReason.TOO_OFTEN:
            recent.note(form.secret, form.code)
        raise _refusal(answer)
    return answer


def show_badge() -> ResponseReturnValue:
    """Sign in with a badge, and its PIN if the meeting asks for one."""
    form = web.body(BadgeForm)
    answer = _present(form)
    if isinstance(answer, results.PinRequired):
        pin_result = _check_pin(form, answer.challenge)
        if pin_result is not None:
            answer = _present(form, pin_result)
    if isinstance(answer, results.PinRequired):
        challenge = answer.challenge
        is_new = challenge.must_choose
        asked = {
            "name": answer.name,
            "choose": is_new,
            "tries_left": challenge.tries_left,
        }
        return jsonify(pin=asked)
    notice = (
        gettext(REFUSAL_MESSAGES[RefusalReason.TAKEN_OVER])
        if answer.took_over
        else None
    )
    reply = jsonify(go=answer.go, name=answer.name, notice=notice)
    # The device becomes known for all badges, not only for this one.
    device_cookies.set_sign_in_cookie(reply, answer.token, who="")
    return reply


def _idle_screen(
    meeting_id: int | None, title: str | None, *, landing: bool = False
) -> ResponseReturnValue:
    who = web.identity()
    start = None
    if who:
        with web.store().read_session() as session:
            start = queries.start_path(session, who)
    reason = SIGNED_OUT_MESSAGES.get(request.args.get("reason", ""))
    if who is None and reason is None and (ended := web.why_ended()):
        reason = ended.sentence
    page = render_template(
        "screens/sign_in.html",
        meeting_id=meeting_id,
        title=title,
        who=who,
        start=start,
        reason=gettext(reason) if reason else None,
        landing=landing,
    )
    reply = make_response(page)
    # Failed attempts are counted per device, not per address.
    device_cookies.set_device_cookie(reply)
    if who is None:
        # Remove the cookie of an ended sign-in.
        device_cookies.clear_sign_in_cookie(reply)
    return reply


def show_idle() -> ResponseReturnValue:
    """Show the idle screen of a tablet used for any meeting."""
    return _idle_screen(None, None)


def show_landing() -> ResponseReturnValue:
    """Show the page that a phone opens from an invitation's QR code."""
    return _idle_screen(None, None, landing=True)


def show_idle_of_meeting(meeting_id: int) -> ResponseReturnValue:
    """Show the idle screen of a tablet used for one meeting."""
    with web.store().read_session() as session:
        found = queries.public_meeting(session, meeting_id)
    if found is None:
        raise NotFound(N_("Không có hội nghị này, hoặc đồng chí không được mời dự."))
    title, admits = found
    if not admits:
        return redirect("/?reason=meeting_over", code=303)
    return _idle_screen(meeting_id, title)


def _remember_refusals(state: BlueprintSetupState) -> None:
    state.app.extensions["kiosk.recent-refusals"] = RecentRefusals()


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.record_once(_remember_refusals)
    blueprint.get("/")(show_idle)
    blueprint.get("/q")(show_landing)
    blueprint.get("/m/<int:meeting_id>/sign-in")(show_idle_of_meeting)
    blueprint.post("/sign-in/badge")(show_badge)
