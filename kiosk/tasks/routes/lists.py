"""The overview of tasks: all across meetings for the leader, its own for a unit."""

import msgspec
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.tasks.queries.lists import PAGE_ROWS, count_tasks, task_counts, task_lines
from kiosk.tasks.queries.sources import (
    meetings_to_assign_from,
    meetings_with_tasks,
    units_with_tasks,
)
from kiosk.tasks.queries.structs import TaskFilter
from kiosk.tasks.routes.viewer import task_viewer, today
from kiosk.tasks.rules import STATE_LABELS, TIMELINESS_LABELS
from kiosk.units.queries import open_units
from kiosk.units.requester import unit_requester
from kiosk.web import request as web

_MOST_PAGES = 10_000
_LONGEST_WORDS = 200


def _number(name: str, most: int = 2**31 - 1) -> int | None:
    """Return a number of the query, None if it is none."""
    text = request.args.get(name, "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    return int(text) if is_number and 0 < int(text) <= most else None


def wanted_tasks() -> TaskFilter:
    """Return the filter of the query."""
    return TaskFilter(
        shown=request.args.get("shown", "")[:40],
        unit_id=_number("unit"),
        meeting_id=_number("meeting"),
        words=request.args.get("words", "")[:_LONGEST_WORDS],
    )


def show_list() -> ResponseReturnValue:
    """Show the tasks, late ones first."""
    viewer, wanted, day = task_viewer(), wanted_tasks(), today()
    page = _number("page", _MOST_PAGES) or 1
    with web.store().read_session() as session:
        lines = task_lines(session, viewer, wanted, day, page=page)
        total = count_tasks(session, viewer, wanted, day)
        counts = task_counts(session, viewer, wanted, day)
        units = units_with_tasks(session, viewer)
        meetings = meetings_with_tasks(session, viewer)
        assignable = open_units(session) if viewer.assigns else []
        sources = meetings_to_assign_from(session, viewer) if viewer.assigns else []
    return render_template(
        "tasks/list.html",
        viewer=viewer,
        unit=unit_requester(),
        wanted=wanted,
        lines=lines,
        counts=counts,
        page=page,
        pages=-(-total // PAGE_ROWS),
        total=total,
        units=units,
        meetings=meetings,
        assignable=[{"id": one.id, "name": one.name} for one in assignable],
        sources=msgspec.to_builtins(sources),
        state_labels=STATE_LABELS,
        timeliness_labels=TIMELINESS_LABELS,
    )


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/tasks")(show_list)
