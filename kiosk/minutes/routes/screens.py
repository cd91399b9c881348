"""Screens of minutes: which ones, writing and reading them; their status."""

from flask import Blueprint, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kiosk.annotations.routes.responses import private_json
from kiosk.badges.rules import start_screen_of
from kiosk.meetings.queries import get_meeting
from kiosk.minutes.actions.text import begin_minutes
from kiosk.minutes.forms import StartForm
from kiosk.minutes.job_names import DRAFT_JOB
from kiosk.minutes.queries.review import readable_minutes
from kiosk.minutes.queries.status import readable_rows, status_of
from kiosk.minutes.routes.access import reader, writer
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("screens", __name__)


@blueprint.get("")
def choose(meeting_id: int) -> ResponseReturnValue:
    """Show which minutes there are; with one that is only read, that one."""
    actor = reader(meeting_id)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        rows = readable_rows(session, actor)
    if len(rows) == 1 and not actor.may(Permission.WRITE_MINUTES):
        return redirect(
            url_for(
                "minutes.screens.show",
                meeting_id=meeting_id,
                minutes_id=rows[0]["id"],
            )
        )
    return render_template(
        "minutes/choose.html",
        actor=actor,
        meeting=meeting,
        rows=rows,
        may_write=actor.may(Permission.WRITE_MINUTES),
        home=start_screen_of(actor.role, meeting_id),
    )


@blueprint.post("")
def begin(meeting_id: int) -> ResponseReturnValue:
    """Begin minutes in a family; the worker drafts them."""
    actor = writer(meeting_id)
    form = web.body(StartForm)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        made = begin_minutes(work, actor=actor, family=form.family)
    store.bulk_jobs.enqueue(DRAFT_JOB, minutes_id=made)
    return jsonify(id=made), 201


@blueprint.get("/<int:minutes_id>")
def show(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Show the editor, or the reading screen of those who only read."""
    actor = reader(meeting_id)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        minutes = readable_minutes(session, actor, minutes_id)
    return render_template(
        "minutes/minutes.html",
        actor=actor,
        meeting=meeting,
        minutes=minutes,
        may_write=actor.may(Permission.WRITE_MINUTES),
        home=start_screen_of(actor.role, meeting_id),
    )


@blueprint.get("/<int:minutes_id>/status")
def status(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Return all but the text: state, answers, comments, versions, files."""
    actor = reader(meeting_id)
    with web.store().read_session() as session:
        minutes = readable_minutes(session, actor, minutes_id)
        answer = status_of(session, actor, minutes)
    return private_json(answer)
