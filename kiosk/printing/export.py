"""The export of a whole meeting as one PDF for printing."""

from sqlalchemy.orm import Session

from kiosk.errors import N_
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.meetings.models import Meeting
from kiosk.printing.queries import plan_printout
from kiosk.printing.rules import PrintoutPlan
from kiosk.storage.store import Store


def printout_plan(session: Session, meeting_id: int) -> PrintoutPlan | None:
    """Return what would be printed now, None if the meeting was removed."""
    if session.get(Meeting, meeting_id) is None:
        return None
    return plan_printout(session, meeting_id)


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    with store.read_session() as session:
        plan = printout_plan(session, export.owner)
    if plan is None:
        return None
    return ExportPlan(plan, plan.signature, readable=(store.files.root,))


PRINTOUT = ExportKind(
    name="printouts",
    module="kiosk.printing.assemble",
    plan=_plan,
    running=N_("Bản in đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có bản in. Xin bấm “In cả hội nghị”."),
)
