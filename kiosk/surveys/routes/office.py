"""Routes of one survey for those who prepare it."""

import msgspec
from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.sites.queries import sites_of
from kiosk.surveys import queries
from kiosk.surveys.actions import preparing, running
from kiosk.surveys.answer_page import AnswerPage
from kiosk.surveys.choices import class_choices
from kiosk.surveys.routes.access import office
from kiosk.surveys.rules.drafts import (
    MIX_JOB,
    InvitationsForm,
    Invitee,
    SurveySaveForm,
    TimesForm,
)
from kiosk.surveys.rules.questions import ClassKind
from kiosk.surveys.rules.terms import SurveyMode
from kiosk.surveys.sealing import survey_keys
from kiosk.voting.sealing import new_key, public_key_of
from kiosk.web import request as web
from kiosk.web.device_cookies import server_key
from kiosk.web.qr import draw_qr


def _address(code: str) -> str:
    base = web.store().config.public_url or request.host_url
    return f"{base.rstrip('/')}/s/{code}"


def edit(survey_id: int) -> str:
    """Show the builder of a survey."""
    who, form = office(survey_id)
    with web.store().read_session() as session:
        sites = sites_of(session, form.meeting_id) if form.meeting_id else []
        choices = class_choices(session, form.meeting_id)
        answered = queries.count_answered(session, survey_id)
        invitations = queries.count_invitations(session, survey_id)
    return render_template(
        "surveys/builder.html",
        who=who,
        form=form,
        phase=form.phase(clock.now()),
        content_json=_content(form),
        choices=choices,
        sites=sites,
        answered=answered,
        invitations=invitations,
        address=_address(form.code),
        class_kinds=list(ClassKind),
    )


def _content(form: queries.SurveyForm) -> str:
    """Return what the builder's script begins with, as JSON within a page."""
    content = {"draft": preparing.content_of(form), "revision": form.revision}
    return msgspec.json.encode(content).decode().replace("<", "\\u003c")


def preview(survey_id: int) -> str:
    """Show the survey as on a phone; nothing can be sent from there."""
    _, form = office(survey_id)
    page = AnswerPage.of(form, {}, {})
    return render_template(
        "surveys/answer.html", form=form, page=page, bits=0, is_preview=True
    )


def save(survey_id: int) -> ResponseReturnValue:
    """Replace a draft."""
    who, _ = office(survey_id)
    sent = web.body(SurveySaveForm)
    with who.work() as work:
        revision = preparing.save_draft(
            work,
            by=who.name,
            survey_id=survey_id,
            revision=sent.revision,
            draft=sent.draft,
        )
    return jsonify(revision=revision)


def open_now(survey_id: int) -> ResponseReturnValue:
    """Open a survey."""
    who, form = office(survey_id)
    web.body(web.EmptyBody)
    keys, public_key = survey_keys(web.store().config.data), ""
    if form.mode == SurveyMode.ANONYMOUS:
        private_key = new_key()
        public_key = public_key_of(private_key)
        # Before the commit: no answer may be sealed by a key that is nowhere.
        keys.keep(survey_id, public_key, private_key)
    used = ""
    try:
        with who.work() as work:
            running.open_survey(
                work, by=who.name, survey_id=survey_id, public_key=public_key
            )
            who.log(work, "open", survey_id)
            kept = queries.get_survey(work.session, survey_id).public_key
        # Not before the commit: a key that no survey has is destroyed.
        used = kept
    finally:
        if public_key and used != public_key:
            keys.destroy_one(survey_id, public_key)
    return "", 204


def close(survey_id: int) -> ResponseReturnValue:
    """Close a survey."""
    who, _ = office(survey_id)
    web.body(web.EmptyBody)
    with who.work() as work:
        running.close_survey(work, by=who.name, survey_id=survey_id)
        who.log(work, "close", survey_id)
    # The last answers enter the results now, not with the next sweep.
    web.store().prompt_jobs.enqueue(MIX_JOB, survey_id=survey_id)
    return "", 204


def set_time(survey_id: int) -> ResponseReturnValue:
    """Set when the survey closes by itself."""
    who, _ = office(survey_id)
    sent = web.body(TimesForm)
    with who.work() as work:
        running.set_closing_time(
            work, by=who.name, survey_id=survey_id, closes_at=sent.closes_at
        )
    return "", 204


def remove(survey_id: int) -> ResponseReturnValue:
    """Remove a survey without answers."""
    who, _ = office(survey_id)
    web.body(web.EmptyBody)
    with who.work() as work:
        preparing.remove_survey(work, survey_id=survey_id)
        who.log(work, "remove", survey_id)
    survey_keys(web.store().config.data).destroy(survey_id)
    return "", 204


def invite(survey_id: int) -> ResponseReturnValue:
    """Make invitations; the answer holds their codes, once."""
    who, form = office(survey_id)
    sent = web.body(InvitationsForm)
    people = [*sent.people, *[Invitee()] * sent.count]
    with who.work() as work:
        codes = running.make_invitations(
            work, key=server_key(), survey_id=survey_id, people=people
        )
        who.log(work, f"{len(codes)} invitations", survey_id)
    address = _address(form.code)
    printed = [running.format_invitation(code) for code in codes]
    lines = [
        {"code": code, "name": one.name, "url": f"{address}#{code}"}
        for code, one in zip(printed, people, strict=True)
    ]
    return jsonify(invitations=lines), 201


def poster(survey_id: int) -> str:
    """Show the survey's QR code as a page to print or project."""
    _, form = office(survey_id)
    address = _address(form.code)
    return render_template(
        "surveys/poster.html", form=form, address=address, code=draw_qr(address)
    )


def add_to(blueprint: Blueprint) -> None:
    """Add the routes to the blueprint."""
    at = "/surveys/<int:survey_id>"
    blueprint.get(at)(edit)
    blueprint.post(at)(save)
    blueprint.get(f"{at}/poster")(poster)
    blueprint.get(f"{at}/preview")(preview)
    blueprint.post(f"{at}/open", endpoint="open")(open_now)
    blueprint.post(f"{at}/close")(close)
    blueprint.post(f"{at}/closing-time")(set_time)
    blueprint.post(f"{at}/remove")(remove)
    blueprint.post(f"{at}/invitations")(invite)
