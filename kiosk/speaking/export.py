"""The export of statistics as XLSX; the key is the meeting."""

import datetime as dt

from sqlalchemy.orm import Session

from kiosk.errors import N_
from kiosk.exports.kinds import (
    ExportKind,
    ExportPlan,
    ProgressCallback,
    is_meeting_there,
)
from kiosk.exports.rules import Export
from kiosk.meetings.queries import get_meeting
from kiosk.speaking.models import Speech
from kiosk.speaking.queries.statistics import (
    speeches_of,
    spoken_by_person,
    spoken_by_unit,
)
from kiosk.speaking.report import PersonRow, SpeakingReport, SpeechRow, UnitRow
from kiosk.speaking.rules import KIND_LABELS, SpeechKind
from kiosk.storage.store import Store
from kiosk.vietnamese import clock_time, long_date


def speaking_report(session: Session, meeting_id: int) -> SpeakingReport:
    """Return the statistics of a meeting as they are now, everybody named."""
    meeting = get_meeting(session, meeting_id)
    return SpeakingReport(
        title=meeting.title,
        day=long_date(meeting.starts_at),
        units=tuple(UnitRow(*unit) for unit in spoken_by_unit(session, meeting_id)),
        people=tuple(
            PersonRow(*person[1:]) for person in spoken_by_person(session, meeting_id)
        ),
        speeches=tuple(map(_speech_row, speeches_of(session, meeting_id))),
    )


def _speech_row(speech: Speech) -> SpeechRow:
    return SpeechRow(
        name=speech.name,
        position=speech.position,
        unit=speech.unit,
        site=speech.site,
        kind=KIND_LABELS[SpeechKind(speech.kind)],
        topic=speech.topic,
        item=speech.item_title,
        began=clock_time(speech.started_at),
        ended=clock_time(speech.ended_at) if speech.ended_at else "",
        seconds=round(speech.elapsed_ms / 1000),
    )


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    with store.read_session() as session:
        if not is_meeting_there(session, export):
            return None
        report = speaking_report(session, export.owner)
    total = len(report.units) + len(report.people) + len(report.speeches)
    return ExportPlan(report, total=total, suffixes=("xlsx",))


SPEAKING_STATISTICS = ExportKind(
    name="speaking",
    module="kiosk.speaking.workbook",
    plan=_plan,
    running=N_("Bảng thống kê đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có bảng thống kê. Xin bấm “Xuất bảng XLSX”."),
    kept_for=dt.timedelta(days=1),
)
