"""Keeping times, the dry run, and the confirmed removal: for administrators."""

import msgspec
from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts.routes.admin import administrator
from kiosk.exports.routes import begin_export, export_state, exports_of
from kiosk.exports.rules import Export, ExportState
from kiosk.identity import Requester
from kiosk.retention import actions, queries
from kiosk.retention.export import RETENTION_PLAN
from kiosk.retention.plan_child import PLAN_SUFFIX
from kiosk.retention.rules import (
    REMOVAL_JOB,
    MonthsForm,
    RemovalForm,
    RetentionPlan,
    RetentionState,
    plan_changed,
)
from kiosk.retention.tables import STAYING_REASONS
from kiosk.web import request as web

blueprint = Blueprint("retention", __name__, url_prefix="/retention")


def _label(requester: Requester) -> str:
    return f"account:{requester.identity.account_id}"


def _export() -> Export:
    account_id = administrator().identity.account_id
    return exports_of(RETENTION_PLAN).read(str(account_id))


def _read_plan(export: Export) -> RetentionPlan | None:
    if export.state is not ExportState.READY:
        return None
    try:
        made = exports_of(RETENTION_PLAN).path(export, PLAN_SUFFIX).read_bytes()
        return msgspec.json.decode(made, type=RetentionPlan)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


@blueprint.get("")
def show() -> str:
    """Show the meetings with their keeping times, and the last dry run."""
    export = _export()
    store, now = web.store(), clock.now()
    default = store.config.retention_months
    with store.read_session() as session:
        lines = queries.retention_lines(session, default, now)
    plan = _read_plan(export)
    due = {line.id for line in lines if line.state is RetentionState.DUE}
    if plan is not None and {one.meeting_id for one in plan.meetings} != due:
        # It speaks of other meetings than are due now.
        plan = None
    return render_template(
        "retention/retention.html",
        lines=lines,
        default=default,
        plan=plan,
        due=len(due),
        staying=STAYING_REASONS,
        RetentionState=RetentionState,
    )


@blueprint.post("/m/<int:meeting_id>")
def set_months(meeting_id: int) -> ResponseReturnValue:
    """Set how long a meeting's data is kept."""
    requester, form = administrator(), web.body(MonthsForm)
    with web.store().unit_of_work(_label(requester)) as work:
        actions.set_months(
            work, requester=requester, meeting_id=meeting_id, months=form.months
        )
    return "", 204


@blueprint.post("/plan")
def begin_plan() -> ResponseReturnValue:
    """Have a dry run made."""
    key, _ = _export().key, web.body(web.EmptyBody)
    return begin_export(RETENTION_PLAN, key)


@blueprint.get("/plan")
def plan_state() -> Response:
    """Return the progress of the requester's dry run."""
    return export_state(_export())


@blueprint.post("/apply")
def confirm() -> ResponseReturnValue:
    """Have the data removed that the dry run named.

    :raises Conflict: the dry run is not the newest, or none was made.
    """
    requester, form, export = administrator(), web.body(RemovalForm), _export()
    plan, store = _read_plan(export), web.store()
    if plan is None or not plan.meetings or plan.signature != form.signature:
        raise plan_changed()
    months = store.config.retention_months
    with store.unit_of_work(_label(requester)) as work:
        due = queries.due_meetings(work.session, months, work.now)
        if {one.meeting_id for one in plan.meetings} != set(due):
            raise plan_changed()
        actions.confirm_removal(work, requester=requester, removals=plan.meetings)
        work.after_commit(
            lambda: store.bulk_jobs.enqueue(REMOVAL_JOB, signature=plan.signature)
        )
    exports_of(RETENTION_PLAN).discard(export.key)
    return "", 204
