"""A meeting's tasks: made from its conclusions by one press."""

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.badges.rules import start_screen_of
from kiosk.identity import Actor
from kiosk.meetings.queries import get_meeting
from kiosk.official_papers.rules import PaperFamily
from kiosk.roles import Permission
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.actions.carrying import ask_report
from kiosk.tasks.actions.making import make_tasks_of_conclusions
from kiosk.tasks.carrying import CARRY_JOB, ReportState
from kiosk.tasks.queries.carrying import carried_report
from kiosk.tasks.queries.lists import task_lines
from kiosk.tasks.queries.meetings import conclusion_summary
from kiosk.tasks.queries.structs import TaskFilter
from kiosk.tasks.routes.viewer import task_work, today
from kiosk.tasks.rules import STATE_LABELS, TIMELINESS_LABELS
from kiosk.web import device_cookies
from kiosk.web import request as web


class CarryForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whose form the report has."""

    family: PaperFamily


def meeting_viewer(meeting_id: int) -> tuple[Actor, TaskViewer]:
    """Return who runs the meeting, as a viewer of its tasks alone.

    :raises SignedOut, NotFound, Forbidden: as `web.actor`.
    """
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    return actor, TaskViewer(
        actor.name, actor.label, meeting_ids=frozenset({meeting_id})
    )


def show_meeting(meeting_id: int) -> ResponseReturnValue:
    """Show the tasks of a meeting, and what its conclusions still lack."""
    actor, viewer = meeting_viewer(meeting_id)
    day = today()
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        lines = task_lines(session, viewer, TaskFilter(), day, rows=None)
        summary = conclusion_summary(session, meeting_id)
        report = carried_report(session, meeting_id, day)
    return render_template(
        "tasks/meeting.html",
        actor=actor,
        meeting=meeting,
        lines=lines,
        summary=summary,
        report=report,
        state_labels=STATE_LABELS,
        timeliness_labels=TIMELINESS_LABELS,
        home=start_screen_of(actor.role, meeting_id),
    )


def make_from_conclusions(meeting_id: int) -> ResponseReturnValue:
    """Make a task of each issued conclusion that has none."""
    _, viewer = meeting_viewer(meeting_id)
    web.body(web.EmptyBody)
    with task_work(viewer) as work:
        made = make_tasks_of_conclusions(
            work, device_cookies.server_key(), viewer=viewer, meeting_id=meeting_id
        )
    return jsonify(count=len(made.task_ids), new_units=made.new_units), 201


def carry(meeting_id: int) -> ResponseReturnValue:
    """Put what became of earlier conclusions on the agenda, with its document."""
    actor, form = web.actor(meeting_id, Permission.PREPARE_MEETING), web.body(CarryForm)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        ask_report(work, actor=actor, family=form.family)
        work.after_commit(
            lambda: store.bulk_jobs.enqueue(CARRY_JOB, meeting_id=meeting_id)
        )
    return jsonify(state=ReportState.WAITING), 202


def show_carrying(meeting_id: int) -> ResponseReturnValue:
    """Return how far the report of a meeting is."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        report = carried_report(session, meeting_id, today())
    return jsonify(state=report.state)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/m/<int:meeting_id>/tasks")(show_meeting)
    blueprint.post("/m/<int:meeting_id>/tasks")(make_from_conclusions)
    blueprint.post("/m/<int:meeting_id>/tasks/carry")(carry)
    blueprint.get("/m/<int:meeting_id>/tasks/carry")(show_carrying)
