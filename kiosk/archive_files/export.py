"""The export of a scanned document as an archive file; the key is the document."""

from sqlalchemy.orm import Session

from kiosk.archive_files.queries import archive_plan_for, meeting_of
from kiosk.archive_files.rules import ArchivePlan
from kiosk.errors import N_, Conflict, NotFound
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.storage.store import Store


def archive_export_plan(store: Store, plan: ArchivePlan) -> ExportPlan:
    """Return the plan of the export."""
    return ExportPlan(plan, plan.signature, readable=(store.files.root,))


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    with store.read_session() as session:
        meeting_id = meeting_of(session, export.owner)
        if meeting_id is None:
            return None
        try:
            plan = archive_plan_for(session, meeting_id, export.owner)
        except (Conflict, NotFound):
            # For example, its text is being recognised again.
            return None
    return archive_export_plan(store, plan)


def _is_wanted(session: Session, export: Export) -> bool:
    return meeting_of(session, export.owner) is not None


ARCHIVE_FILE = ExportKind(
    name="archives",
    module="kiosk.archive_files.archive_child",
    plan=_plan,
    running=N_("Bản lưu trữ đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có bản lưu trữ. Xin bấm “Tải bản lưu trữ (PDF/A)”."),
    is_wanted=_is_wanted,
    # Lowest priority, after OCR in the same queue.
    waiting_seconds=24 * 3600.0,
    priority=-10,
    nice=19,
    is_background=True,
)
