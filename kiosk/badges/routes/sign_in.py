"""The idle screens, and showing a badge to one. A GET never signs in."""

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
from kiosk.badges import actions, queries
from kiosk.badges.lately import RefusedLately
from kiosk.badges.pins import codes
from kiosk.badges.pins.actions import PinChallenge
from kiosk.badges.pins.rules import LONGEST_PIN, check_pin
from kiosk.badges.rules import REFUSAL_MESSAGES, SIGN_IN_SECONDS, RefusalReason
from kiosk.errors import N_, Forbidden, KioskError, NotFound, TooManyAttempts
from kiosk.live.offload import run_in_thread
from kiosk.meetings.rules import PinMode
from kiosk.web import device_cookies
from kiosk.web import request as web

Text = Annotated[str, msgspec.Meta(max_length=400)]
Digits = Annotated[str, msgspec.Meta(max_length=LONGEST_PIN)]


class BadgeForm(msgspec.Struct, forbid_unknown_fields=True):
    """What a QR code said, or a code typed by hand; and at whose idle screen."""

    secret: Text | None = None
    code: Text | None = None
    meeting: int | None = None
    # Entered, or chosen just now, where the meeting asks for one.
    pin: Digits | None = None
    new_pin: Digits | None = None


def _refusal(refused: actions.SignInRefused) -> KioskError:
    sentence, code = REFUSAL_MESSAGES[refused.reason], str(refused.reason)
    if refused.reason in {RefusalReason.TOO_MANY_TRIES, RefusalReason.TOO_OFTEN}:
        return TooManyAttempts(sentence, code=code, wait_seconds=refused.wait_seconds)
    if refused.reason == RefusalReason.WRONG_PIN:
        return Forbidden(sentence, code=code, tries_left=refused.tries_left)
    return Forbidden(sentence, code=code)


def _proof(form: BadgeForm, lock: PinChallenge) -> actions.PinResult | None:
    """Compare or hash the PIN that came along, beside the loop; None: none came."""
    key, member = device_cookies.server_key(), lock.member_id
    if lock.must_choose:
        if form.new_pin is None:
            return None
        check_pin(form.new_pin)
        return actions.PinResult(
            lock, chosen=run_in_thread("pin", codes.hash_pin, key, member, form.new_pin)
        )
    if form.pin is None:
        return None
    if lock.mode is PinMode.PRINTED:
        fits = codes.is_printed_pin(key, member, lock.turn, form.pin)
    else:
        fits = run_in_thread("pin", codes.is_pin, key, member, lock.pin_hash, form.pin)
    return actions.PinResult(lock, fits=fits)


def _present(
    form: BadgeForm, proof: actions.PinResult | None = None
) -> actions.SignInGranted | actions.PinRequired:
    """Show the badge to the meeting.

    :raises KioskError: it is refused.
    """
    lately: RefusedLately = current_app.extensions["kiosk.refused-lately"]
    if lately.includes(form.secret, form.code):
        raise _refusal(actions.SignInRefused(RefusalReason.TOO_OFTEN, SIGN_IN_SECONDS))
    shown = actions.BadgeScan(
        form.secret, form.code, form.meeting, has_pin=form.pin is not None
    )
    with web.store().unit_of_work("badge") as work:
        answer = actions.sign_in_with_badge(
            work,
            device_cookies.server_key(),
            shown=shown,
            device=requesting_device(),
            proof=proof,
        )
    if isinstance(answer, actions.SignInRefused):
        if answer.reason is RefusalReason.TOO_OFTEN:
            lately.note(form.secret, form.code)
        raise _refusal(answer)
    return answer


def show_badge() -> ResponseReturnValue:
    """Sign in whoever holds the badge that was shown, and knows its PIN if need be."""
    form = web.body(BadgeForm)
    answer = _present(form)
    if isinstance(answer, actions.PinRequired):
        proof = _proof(form, answer.lock)
        if proof is not None:
            answer = _present(form, proof)
    if isinstance(answer, actions.PinRequired):
        lock = answer.lock
        is_new = lock.must_choose
        asked = {"name": answer.name, "choose": is_new, "tries_left": lock.tries_left}
        return jsonify(pin=asked)
    notice = (
        gettext(REFUSAL_MESSAGES[RefusalReason.TAKEN_OVER])
        if answer.took_over
        else None
    )
    reply = jsonify(go=answer.go, name=answer.name, notice=notice)
    # A badge's device is known for badges, whoever bears them.
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
    # So that wrong tries count against this tablet, not its neighbours.
    device_cookies.set_device_cookie(reply)
    if who is None:
        # Of a sign-in that has ended not even the cookie stays.
        device_cookies.clear_sign_in_cookie(reply)
    return reply


def show_idle() -> ResponseReturnValue:
    """Show the idle screen of a tablet that may serve any meeting."""
    return _idle_screen(None, None)


def show_landing() -> ResponseReturnValue:
    """Show the page that a phone opens from an invitation."""
    return _idle_screen(None, None, landing=True)


def show_idle_of_meeting(meeting_id: int) -> ResponseReturnValue:
    """Show the idle screen of a tablet that serves one meeting."""
    with web.store().read_session() as session:
        found = queries.public_meeting(session, meeting_id)
    if found is None:
        raise NotFound(N_("Không có hội nghị này, hoặc đồng chí không được mời dự."))
    title, admits = found
    if not admits:
        return redirect("/?reason=meeting_over", code=303)
    return _idle_screen(meeting_id, title)


def _remember_refusals(state: BlueprintSetupState) -> None:
    state.app.extensions["kiosk.refused-lately"] = RefusedLately()


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.record_once(_remember_refusals)
    blueprint.get("/")(show_idle)
    blueprint.get("/q")(show_landing)
    blueprint.get("/m/<int:meeting_id>/sign-in")(show_idle_of_meeting)
    blueprint.post("/sign-in/badge")(show_badge)
