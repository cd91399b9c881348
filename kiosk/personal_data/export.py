"""The export of a person's data as ZIP; the key is the account that asked for it."""

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.access_export import is_of_administrator
from kiosk.clock import VIETNAM
from kiosk.errors import N_
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.personal_data.content import PersonContent, PersonSection
from kiosk.personal_data.queries import FoundMember, exported_rows, get_people
from kiosk.personal_data.rules import DISPOSAL_LABELS, PersonForm
from kiosk.personal_data.tables import TABLE_RULES
from kiosk.storage.store import Store
from kiosk.vietnamese import clock_time, short_date


def person_content(
    session: Session, people: list[FoundMember], *, with_notes: bool
) -> PersonContent:
    """Return everything held about the person; private notes only if wanted."""
    sections = []
    for name, rule in TABLE_RULES.items():
        if not rule.is_personal or not rule.is_exported:
            continue
        if rule.is_private and not with_notes:
            continue
        rows = [
            {column: _plain(value) for column, value in row.items()}
            for row in exported_rows(session, name, rule, people)
        ]
        if rows:
            disposal = DISPOSAL_LABELS[rule.disposal]
            section = PersonSection(name, rule.label, disposal, rule.reason, rows)
            sections.append(section)
    now = clock.now()
    return PersonContent(
        names=sorted({person.full_name for person in people}),
        meetings=[
            f"{person.meeting} ({short_date(person.starts_at)})" for person in people
        ],
        made_at=f"{clock_time(now)} {short_date(now)}",
        has_notes=with_notes,
        sections=sections,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(VIETNAM).isoformat(timespec="seconds")
    return value


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    form = msgspec.json.decode(export.options, type=PersonForm)
    with store.read_session() as session:
        if not is_of_administrator(session, export):
            return None
        people = get_people(session, form.members)
        content = person_content(session, people, with_notes=form.notes)
    return ExportPlan(content, total=len(content.sections), suffixes=("zip",))


PERSON_EXPORT = ExportKind(
    name="personal-data",
    module="kiosk.personal_data.export_child",
    plan=_plan,
    running=N_("Tệp dữ liệu đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có tệp dữ liệu. Xin bấm “Xuất dữ liệu”."),
    is_wanted=is_of_administrator,
    # It holds everything about a person, so it does not lie about for long.
    kept_for=dt.timedelta(hours=4),
    # Before the rendering of documents.
    priority=30,
)
