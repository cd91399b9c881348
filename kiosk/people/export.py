"""The export of a meeting's people as CSV and XLSX; the key is the meeting."""

import datetime as dt

from kiosk.errors import N_
from kiosk.exports.kinds import (
    ExportKind,
    ExportPlan,
    ProgressCallback,
    is_meeting_there,
)
from kiosk.exports.rules import Export
from kiosk.people.queries import existing_members
from kiosk.people.rules import PeopleList
from kiosk.storage.store import Store


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    with store.read_session() as session:
        if not is_meeting_there(session, export):
            return None
        people = existing_members(session, export.owner)
    return ExportPlan(PeopleList(people), total=len(people), suffixes=("csv", "xlsx"))


PEOPLE_LIST = ExportKind(
    name="people",
    module="kiosk.people.export_child",
    plan=_plan,
    running=N_("Danh sách đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có tệp danh sách. Xin bấm “Xuất danh sách”."),
    kept_for=dt.timedelta(days=1),
    # Before the rendering of documents.
    priority=30,
)
