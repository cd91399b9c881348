"""The dry run as an export: made by the worker, which looks at every file."""

import datetime as dt

from kiosk import clock
from kiosk.accounts.access_export import is_of_administrator
from kiosk.errors import N_
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.retention.plan_child import PLAN_SUFFIX
from kiosk.retention.queries import due_meetings, plan_removal
from kiosk.storage.store import Store


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    months = store.config.retention_months
    with store.read_session() as session:
        if not is_of_administrator(session, export):
            return None
        due = due_meetings(session, months, clock.now())
        plan = plan_removal(session, due, store.files.path)
    return ExportPlan(
        plan, plan.signature, total=len(plan.meetings), suffixes=(PLAN_SUFFIX,)
    )


RETENTION_PLAN = ExportKind(
    name="retention-plan",
    module="kiosk.retention.plan_child",
    plan=_plan,
    running=N_("Đang chạy thử. Xin chờ giây lát."),
    missing=N_("Chưa chạy thử. Xin bấm “Chạy thử”."),
    is_wanted=is_of_administrator,
    kept_for=dt.timedelta(hours=4),
    # Before the rendering of documents.
    priority=30,
)
