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

from kiosk.accounts.routes.staff import asking_device
from kiosk.accounts.rules import RETURN_SENTENCES
from kiosk.badges import actions, queries
from kiosk.badges.lately import RefusedLately
from kiosk.badges.rules import SENTENCES, SIGN_IN_SECONDS, Refusal
from kiosk.errors import N_, Forbidden, KioskError, NotFound, TooManyTries
from kiosk.live.offload import run_in_thread
from kiosk.meetings.rules import PinMode
from kiosk.pins import codes
from kiosk.pins.actions import Lock
from kiosk.pins.rules import LONGEST as LONGEST_PIN
from kiosk.pins.rules import check_pin
from kiosk.web import device
from kiosk.web import request as web

Text = Annotated[str, msgspec.Meta(max_length=400)]
Digits = Annotated[str, msgspec.Meta(max_length=LONGEST_PIN)]


class ShowBadge(msgspec.Struct, forbid_unknown_fields=True):
    """What a QR code said, or a code typed by hand; and at whose idle screen."""

    secret: Text | None = None
    code: Text | None = None
    meeting: int | None = None
    # Entered, or chosen just now, where the meeting asks for one.
    pin: Digits | None = None
    new_pin: Digits | None = None


def _refusal(refused: actions.Refused) -> KioskError:
    sentence, code = SENTENCES[refused.reason], str(refused.reason)
    if refused.reason in {Refusal.TOO_MANY_TRIES, Refusal.TOO_OFTEN}:
        return TooManyTries(sentence, code=code, wait_seconds=refused.wait_seconds)
    if refused.reason == Refusal.WRONG_PIN:
        return Forbidden(sentence, code=code, tries_left=refused.tries_left)
    return Forbidden(sentence, code=code)


def _proof(form: ShowBadge, lock: Lock) -> actions.Proof | None:
    """Compare or hash the PIN that came along, beside the loop; None: none came."""
    key, member = device.server_key(), lock.member_id
    if lock.is_open_to_choice:
        if form.new_pin is None:
            return None
        check_pin(form.new_pin)
        return actions.Proof(
            lock, chosen=run_in_thread("pin", codes.hash_pin, key, member, form.new_pin)
        )
    if form.pin is None:
        return None
    if lock.mode is PinMode.PRINTED:
        fits = codes.is_printed_pin(key, member, lock.turn, form.pin)
    else:
        fits = run_in_thread("pin", codes.is_pin, key, member, lock.pin_hash, form.pin)
    return actions.Proof(lock, fits=fits)


def _present(
    form: ShowBadge, proof: actions.Proof | None = None
) -> actions.Welcome | actions.PinWanted:
    """Show the badge to the meeting.

    :raises KioskError: it is refused.
    """
    lately: RefusedLately = current_app.extensions["kiosk.refused-lately"]
    if lately.includes(form.secret, form.code):
        raise _refusal(actions.Refused(Refusal.TOO_OFTEN, SIGN_IN_SECONDS))
    shown = actions.Shown(
        form.secret, form.code, form.meeting, tries_pin=form.pin is not None
    )
    with web.store().work("badge") as work:
        answer = actions.present_badge(
            work, device.server_key(), shown=shown, device=asking_device(), proof=proof
        )
    if isinstance(answer, actions.Refused):
        if answer.reason is Refusal.TOO_OFTEN:
            lately.note(form.secret, form.code)
        raise _refusal(answer)
    return answer


def show_badge() -> ResponseReturnValue:
    """Sign in whoever holds the badge that was shown, and knows its PIN if need be."""
    form = web.body(ShowBadge)
    answer = _present(form)
    if isinstance(answer, actions.PinWanted):
        proof = _proof(form, answer.lock)
        if proof is not None:
            answer = _present(form, proof)
    if isinstance(answer, actions.PinWanted):
        lock = answer.lock
        is_new = lock.is_open_to_choice
        asked = {"name": answer.name, "choose": is_new, "tries_left": lock.tries_left}
        return jsonify(pin=asked)
    notice = gettext(SENTENCES[Refusal.TAKEN_OVER]) if answer.took_over else None
    reply = jsonify(go=answer.go, name=answer.name, notice=notice)
    # A badge's device is known for badges, whoever bears them.
    device.keep_sign_in(reply, answer.token, who="")
    return reply


def _idle_screen(
    meeting_id: int | None, title: str | None, *, landing: bool = False
) -> ResponseReturnValue:
    who = web.identity()
    start = None
    if who:
        with web.store().reading() as session:
            start = queries.start_of(session, who)
    reason = RETURN_SENTENCES.get(request.args.get("reason", ""))
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
    device.remember_device(reply)
    if who is None:
        # Of a sign-in that has ended not even the cookie stays.
        device.forget_sign_in(reply)
    return reply


def show_idle() -> ResponseReturnValue:
    """Show the idle screen of a tablet that may serve any meeting."""
    return _idle_screen(None, None)


def show_landing() -> ResponseReturnValue:
    """Show the page that a phone opens from an invitation."""
    return _idle_screen(None, None, landing=True)


def show_idle_of_meeting(meeting_id: int) -> ResponseReturnValue:
    """Show the idle screen of a tablet that serves one meeting."""
    with web.store().reading() as session:
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
