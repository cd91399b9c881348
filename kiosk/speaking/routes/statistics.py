"""Routes of the statistics, the budgets of units, and the export."""

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.roles import Permission
from kiosk.speaking.actions import settings as actions
from kiosk.speaking.export import SPEAKING_STATISTICS
from kiosk.speaking.queries import statistics as queries
from kiosk.speaking.queries.statistics import PEOPLE_SHOWN, ShownPeople
from kiosk.web import request as web


class BudgetForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the speaking time of a unit; 0: no limit."""

    unit: Annotated[str, msgspec.Meta(max_length=2000)]
    seconds: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


def statistics(meeting_id: int) -> Response:
    """Return who has spoken, `?shown=` `all`, `spoken` or `silent`."""
    web.actor(meeting_id, Permission.MANAGE_FLOOR)
    asked = request.args.get("shown", "")
    shown = ShownPeople(asked) if asked in set(ShownPeople) else ShownPeople.ALL
    with web.store().read_session() as session:
        units = queries.spoken_by_unit(session, meeting_id)
        people = queries.spoken_by_person(session, meeting_id, shown, PEOPLE_SHOWN)
    everybody, spoken = sum(u.people for u in units), sum(u.spoken for u in units)
    total = {
        ShownPeople.ALL: everybody,
        ShownPeople.SPOKEN: spoken,
        ShownPeople.SILENT: everybody - spoken,
    }[shown]
    reply = jsonify(
        people=[person._asdict() for person in people],
        more=max(0, total - len(people)),
        units=[unit._asdict() for unit in units],
    )
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def set_budget(meeting_id: int) -> ResponseReturnValue:
    """Set the speaking time of a unit."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(BudgetForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.set_budget(work, actor=actor, unit=form.unit, seconds=form.seconds)
    return "", 204


def begin(meeting_id: int) -> ResponseReturnValue:
    """Have the statistics written as they are now.

    :raises Conflict: they are being written.
    """
    web.actor(meeting_id, Permission.MANAGE_FLOOR)
    return begin_export(SPEAKING_STATISTICS, str(meeting_id))


def state(meeting_id: int) -> Response:
    """Tell how far the file is."""
    web.actor(meeting_id, Permission.MANAGE_FLOOR)
    return export_state(exports_of(SPEAKING_STATISTICS).read(str(meeting_id)))


def take(meeting_id: int) -> Response:
    """Return the file, `?kind=xlsx`.

    :raises NotFound: there is none.
    """
    web.actor(meeting_id, Permission.MANAGE_FLOOR)
    export = exports_of(SPEAKING_STATISTICS).read(str(meeting_id))
    suffix = request.args.get("kind", "xlsx")
    return send_export(SPEAKING_STATISTICS, export, "Thống kê phát biểu", suffix)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/statistics")(statistics)
    blueprint.post("/budgets")(set_budget)
    blueprint.post("/export", endpoint="begin_export")(begin)
    blueprint.get("/export", endpoint="export_state")(state)
    blueprint.get("/export/file", endpoint="take_export")(take)
