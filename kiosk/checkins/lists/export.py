"""The export of attendance lists as PDF and XLSX; the key is meeting and site."""

from kiosk.checkins.queries.attendance_list import attendance_list_content
from kiosk.errors import N_
from kiosk.exports.kinds import (
    ExportKind,
    ExportPlan,
    ProgressCallback,
    is_meeting_there,
)
from kiosk.exports.rules import Export
from kiosk.processes.sandbox import ResourceLimits
from kiosk.storage.store import Store

# The last part of the key, and request argument, of the list of all sites.
ALL_SITES = "all"


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    site = export.key.partition("-")[2]
    with store.read_session() as session:
        if not is_meeting_there(session, export):
            return None
        site_id = None if site == ALL_SITES else int(site)
        content = attendance_list_content(session, export.owner, site_id)
    return ExportPlan(content, total=len(content.lines), suffixes=("pdf", "xlsx"))


ATTENDANCE_LIST = ExportKind(
    name="attendance",
    module="kiosk.checkins.lists.render",
    plan=_plan,
    running=N_("Danh sách đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có danh sách. Xin bấm “Tạo danh sách”."),
    limits=ResourceLimits(
        memory=3_000_000_000, cpu_seconds=1200, file_bytes=200_000_000
    ),
    # Enough for 12,000 people at low priority.
    timeout_seconds=1500.0,
)
