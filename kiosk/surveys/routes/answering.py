"""Routes of those who answer: one page that works without scripts."""

import datetime as dt
import time
from typing import cast

from flask import (
    Blueprint,
    Flask,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk import clock
from kiosk.badges.rules import start_screen_of
from kiosk.errors import N_, Conflict, KioskError, NotFound
from kiosk.live.message_bus import MessageBus
from kiosk.roles import Permission
from kiosk.storage.secrets import new_secret
from kiosk.surveys import queries, respondents
from kiosk.surveys.actions.answers import Outcome
from kiosk.surveys.answer_page import AnswerPage
from kiosk.surveys.answer_taker import AnswerTaker
from kiosk.surveys.answering import SentAnswer, WrongAnswers, refusal_of
from kiosk.surveys.queries import SurveyForm
from kiosk.surveys.routes.lists import answered_surveys, own_device_sender
from kiosk.surveys.rules.forms import SurveyAnswerForm
from kiosk.surveys.rules.proof import ORDINARY_BITS, is_proof
from kiosk.surveys.rules.sent import Fields
from kiosk.surveys.rules.terms import OnePer, SurveyAccess, SurveyPhase
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.errors import sentence_of

# Text of a hundred questions; parsing takes some 10 ms.
MOST_FIELDS = 1000


def install(app: Flask, _bus: MessageBus) -> None:
    """Make what keeps answers in this process."""
    taker = AnswerTaker(app.extensions["kiosk.store"])
    app.extensions["kiosk.survey_answers"] = taker
    app.jinja_env.filters["typed_moment"] = typed_moment
    app.jinja_env.globals["answered_surveys"] = answered_surveys


def typed_moment(moment: dt.datetime) -> str:
    """Return a time as it is typed: `23/11/2026 07:30`."""
    return f"{moment.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"


def _taker() -> AnswerTaker:
    return cast(AnswerTaker, current_app.extensions["kiosk.survey_answers"])


def _find(code: str) -> SurveyForm:
    """Return the survey with this address.

    :raises NotFound: there is none, or it is not meant for anybody yet.
    """
    with web.store().read_session() as session:
        survey = queries.find_by_code(session, code)
        form = queries.form_of(session, survey) if survey else None
    if form is None or form.phase(clock.now()) == SurveyPhase.DRAFT:
        raise NotFound(N_("Không có phiếu khảo sát này."), code="no_survey")
    return form


def _respondent(form: SurveyForm) -> respondents.Respondent:
    if form.access != SurveyAccess.MEMBERS or form.meeting_id is None:
        return respondents.Respondent(0)
    actor = web.actor(form.meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        return respondents.respondent(session, actor.member_id)


def _home(form: SurveyForm) -> str:
    """Return the screen to go back to; "": the requester is not in the meeting."""
    if form.meeting_id is None or web.identity() is None:
        return ""
    try:
        actor = web.actor(form.meeting_id, Permission.READ_PAPERS)
    except KioskError:
        return ""
    return start_screen_of(actor.role, form.meeting_id)


def _page(
    form: SurveyForm,
    fields: Fields | None = None,
    faults: dict[str, str] | None = None,
    refusal: KioskError | None = None,
) -> Response:
    page = AnswerPage.of(
        form,
        fields or {},
        {key: gettext(sentence) for key, sentence in (faults or {}).items()},
    )
    reply = make_response(
        render_template(
            "surveys/answer.html",
            form=form,
            page=page,
            bits=ORDINARY_BITS if form.access == SurveyAccess.LINK else 0,
            retry_key=new_secret(),
            refusal=sentence_of(refusal) if refusal else "",
            home=_home(form),
        ),
        refusal.status if refusal else 200,
    )
    # A form without scripts is sent with its origin only if the policy allows it.
    reply.headers["Referrer-Policy"] = "same-origin"
    if _needs_device(form):
        device_cookies.set_device_cookie(reply)
    return reply


def _needs_device(form: SurveyForm) -> bool:
    return form.access == SurveyAccess.LINK and form.one_per == OnePer.DEVICE


def show_form(code: str) -> ResponseReturnValue:
    """Show the survey, or that it is not open."""
    form = _find(code)
    who = _respondent(form)
    phase = form.phase(clock.now())
    if phase != SurveyPhase.OPEN:
        return _not_open(form, phase)
    with web.store().read_session() as session:
        if respondents.has_answered(session, form.id, _known_sender(form, who)):
            return redirect(url_for("surveys.show_thanks", code=code))
    return _page(form)


def _known_sender(form: SurveyForm, who: respondents.Respondent) -> str:
    """Return under which sender they have answered; "": nobody knows yet."""
    if who.member_id:
        return respondents.member_sender(who.member_id)
    return own_device_sender(form.id) if _needs_device(form) else ""


def show_thanks(code: str) -> str:
    """Show that the answer was kept."""
    form = _find(code)
    return render_template("surveys/thanks.html", form=form, home=_home(form))


def take_form(code: str) -> ResponseReturnValue:
    """Keep an answer sent as an HTML form, without scripts."""
    form = _find(code)
    request.max_form_parts = MOST_FIELDS
    fields = {name: request.form.getlist(name) for name in request.form}
    retry_key = request.form.get("retry_key", "")[:64] or new_secret()
    try:
        if form.access == SurveyAccess.LINK:
            _taker().budgets.spend_plain(
                device_cookies.client_address(), time.monotonic()
            )
        _keep(form, fields, retry_key)
    except WrongAnswers as error:
        return _page(form, fields, error.faults, error)
    except KioskError as error:
        if error.reason == "not_open":
            return _not_open(form, form.phase(clock.now())), 409
        return _page(form, fields, refusal=error)
    return redirect(url_for("surveys.show_thanks", code=code), code=303)


def _not_open(form: SurveyForm, phase: SurveyPhase) -> str:
    # Opened again in this very moment: what was sent was refused as after the close.
    if phase == SurveyPhase.OPEN:
        phase = SurveyPhase.CLOSED
    return render_template(
        "surveys/not_open.html", form=form, phase=phase, home=_home(form)
    )


def send(code: str) -> ResponseReturnValue:
    """Keep an answer sent by the script; it is durable when this answers."""
    form, sent = _find(code), web.body(SurveyAnswerForm)
    if form.access == SurveyAccess.LINK:
        _check_proof(form, sent)
    try:
        _keep(form, sent.fields, sent.retry_key)
    except WrongAnswers as error:
        faults = {key: gettext(one) for key, one in error.faults.items()}
        message = sentence_of(error)
        return jsonify(error=error.reason, message=message, faults=faults), 422
    return jsonify(kept=True)


def _check_proof(form: SurveyForm, sent: SurveyAnswerForm) -> None:
    """Check the proof of work, of as many bits as this address needs now.

    :raises Conflict: it is missing or too little.
    """
    budgets, address = _taker().budgets, device_cookies.client_address()
    now = time.monotonic()
    bits = budgets.bits(address, now)
    if not is_proof(form.code, sent.retry_key, sent.proof, bits):
        raise Conflict(
            N_("Máy cần thêm vài giây để kiểm tra. Xin đợi rồi gửi lại."),
            code="more_work",
            bits=bits,
        )
    budgets.spend_proven(address, now)


def _keep(form: SurveyForm, fields: Fields, retry_key: str) -> None:
    """Keep an answer; the same one sent again is kept once.

    :raises KioskError: it may not be kept.
    """
    has_device = _needs_device(form) and device_cookies.has_device_cookie()
    sent = SentAnswer(
        fields=fields,
        retry_key=retry_key,
        device=device_cookies.device_name() if has_device else "",
        respondent=_respondent(form),
    )
    outcome = _taker().take(device_cookies.server_key(), form, sent)
    if outcome not in {Outcome.KEPT, Outcome.REPEATED}:
        raise refusal_of(outcome)


def add_to(blueprint: Blueprint) -> None:
    """Add the routes to the blueprint."""
    blueprint.get("/s/<code>")(show_form)
    blueprint.post("/s/<code>")(take_form)
    blueprint.get("/s/<code>/thanks")(show_thanks)
    blueprint.post("/s/<code>/answers")(send)
