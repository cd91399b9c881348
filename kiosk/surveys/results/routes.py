"""Routes of results: the page, one question, its texts and their groups."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal

from kiosk import clock
from kiosk.official_papers.routes import FAMILY_LABELS
from kiosk.surveys.queries import SurveyForm
from kiosk.surveys.results import actions, queries, text_queries
from kiosk.surveys.results.export_routes import add_exports
from kiosk.surveys.results.job_names import COUNT_JOB
from kiosk.surveys.results.labels import VARIABLE_LABELS
from kiosk.surveys.results.questions import Measure
from kiosk.surveys.results.rules import MAX_SEARCH, GroupForm, MoveTextsForm
from kiosk.surveys.routes.access import office
from kiosk.web import request as web

blueprint = Blueprint(
    "survey_results", __name__, url_prefix="/surveys/<int:survey_id>/results"
)
add_exports(blueprint)


@blueprint.app_template_filter("figure_text")
def figure_text(value: float) -> str:
    """Return a number with at most two decimals, as the screen's language has it."""
    text: str = format_decimal(value, "#,##0.##")
    return text


@blueprint.app_template_filter("percent_of")
def percent_of(count: int, of: int) -> str:
    """Return a share with one decimal and a percent sign."""
    text: str = format_decimal(100 * count / of if of else 0, "0.0")
    return f"{text}%"


def _progress(form: SurveyForm) -> queries.CountProgress:
    with web.store().read_session() as session:
        return queries.progress(session, form, clock.now())


@blueprint.get("")
def show(survey_id: int) -> ResponseReturnValue:
    """Show the figures of all questions, as they were counted last."""
    _, form = office(survey_id)
    found = _progress(form)
    with web.store().read_session() as session:
        figures = [] if found.is_hidden else queries.all_figures(session, survey_id)
    return render_template(
        "surveys/results/page.html",
        form=form,
        progress=found,
        figures=figures,
        phase=form.phase(clock.now()),
        measures=Measure,
        families=FAMILY_LABELS,
    )


@blueprint.get("/state")
def state(survey_id: int) -> ResponseReturnValue:
    """Return how many have answered, and whether that is counted."""
    _, form = office(survey_id)
    found = _progress(form)
    reply = jsonify(
        answered=found.answered,
        waiting=found.waiting,
        counted=found.counted,
        is_current=found.is_current,
    )
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


@blueprint.post("/count")
def count(survey_id: int) -> ResponseReturnValue:
    """Let the worker count, unless what is stored is current."""
    _, form = office(survey_id)
    if not _progress(form).is_current:
        web.store().bulk_jobs.enqueue(COUNT_JOB, survey_id=survey_id)
    return "", 204


@blueprint.get("/questions/<question>")
def show_question(survey_id: int, question: str) -> ResponseReturnValue:
    """Show a question by site, unit and age group."""
    _, form = office(survey_id)
    found = _progress(form)
    with web.store().read_session() as session:
        figures, tables = queries.question_results(session, survey_id, question)
    return render_template(
        "surveys/results/question.html",
        form=form,
        progress=found,
        figure=figures,
        tables=[] if found.is_hidden else tables,
        variables=VARIABLE_LABELS,
        measures=Measure,
    )


@blueprint.get("/texts/<question>")
def show_texts(survey_id: int, question: str) -> ResponseReturnValue:
    """Show texts, those that contain the searched words first of all others."""
    _, form = office(survey_id)
    found = _progress(form)
    words = request.args.get("q", "")[:MAX_SEARCH]
    group = request.args.get("group", type=int)
    page = request.args.get("page", 1, type=int)
    with web.store().read_session() as session:
        figures, _ = queries.question_results(session, survey_id, question)
        texts = text_queries.found_texts(
            session, survey_id, question, words=words, group=group, page=page
        )
        groups = text_queries.text_groups(session, survey_id, question)
    return render_template(
        "surveys/results/texts.html",
        form=form,
        progress=found,
        figure=figures,
        texts=None if found.is_hidden else texts,
        groups=groups,
        words=words,
        group=group,
    )


@blueprint.post("/texts/<question>/groups")
def add_group(survey_id: int, question: str) -> ResponseReturnValue:
    """Add a group of texts."""
    who, _ = office(survey_id)
    form = web.body(GroupForm)
    with web.store().read_session() as session:
        queries.question_results(session, survey_id, question)
    with who.work() as work:
        added = actions.add_group(
            work, survey_id=survey_id, question=question, form=form, by=who.name
        )
    return jsonify(id=added), 201


@blueprint.post("/groups/<int:group_id>")
def rename_group(survey_id: int, group_id: int) -> ResponseReturnValue:
    """Give a group another name."""
    who, _ = office(survey_id)
    form = web.body(GroupForm)
    with who.work() as work:
        actions.rename_group(
            work, survey_id=survey_id, group_id=group_id, form=form, by=who.name
        )
    return "", 204


@blueprint.post("/groups/<int:group_id>/remove")
def remove_group(survey_id: int, group_id: int) -> ResponseReturnValue:
    """Remove a group; its texts stay."""
    who, _ = office(survey_id)
    with who.work() as work:
        actions.remove_group(work, survey_id=survey_id, group_id=group_id)
    return "", 204


@blueprint.post("/texts/<question>/move")
def move_texts(survey_id: int, question: str) -> ResponseReturnValue:
    """Put texts into a group, or take them out."""
    who, _ = office(survey_id)
    form = web.body(MoveTextsForm)
    with who.work() as work:
        actions.move_texts(work, survey_id=survey_id, question=question, form=form)
    return "", 204
