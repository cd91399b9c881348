"""The exports of a survey: its report as official paper, and its data."""

import secrets
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.errors import N_, Conflict
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.official_papers.export import (
    PAPER_CHILD,
    PAPER_LIMITS,
    PAPER_REFUSALS,
    paper_plan,
)
from kiosk.official_papers.queries import new_office_paper, new_paper
from kiosk.official_papers.rules import OfficialPaper, PaperFamily, PaperKind
from kiosk.processes.sandbox import ResourceLimits
from kiosk.storage.store import Store
from kiosk.surveys.models import Survey
from kiosk.surveys.queries import SurveyForm, answer_rows, survey_form
from kiosk.surveys.results import queries, text_queries
from kiosk.surveys.results.columns import data_columns
from kiosk.surveys.results.labels import VARIABLE_LABELS
from kiosk.surveys.results.questions import Measure
from kiosk.surveys.results.report import SurveyReport, survey_report, text_totals
from kiosk.surveys.results.source import counted_questions
from kiosk.surveys.results.survey_data import DataRow, SurveyData
from kiosk.surveys.rules.terms import SurveyMode
from kiosk.vietnamese import short_date

ROWS_PER_REPORT = 5000


def report_key(survey_id: int, family: PaperFamily) -> str:
    """Return the key of the report in one family."""
    return f"{survey_id}-{family}"


def _is_wanted(session: Session, export: Export) -> bool:
    return session.get(Survey, export.owner) is not None


def _progress(session: Session, form: SurveyForm) -> queries.CountProgress:
    """Return what was counted.

    :raises Conflict: nothing was, or too few of an anonymous survey.
    """
    found = queries.progress(session, form, clock.now())
    if found.counted is None or found.is_hidden:
        raise Conflict(
            N_("Chưa có kết quả để xuất, hoặc chưa đủ 5 phiếu không ghi tên."),
            code="no_results",
        )
    return found


def composed_report(
    session: Session, form: SurveyForm, family: PaperFamily
) -> OfficialPaper:
    """Return the report of what was counted last.

    :raises Conflict: there is nothing to report.
    """
    found = _progress(session, form)
    kind = PaperKind.SURVEY_REPORT
    paper = (
        new_office_paper(session, family, kind)
        if form.meeting_id is None
        else new_paper(session, family, kind, form.meeting_id)
    )
    figures = queries.all_figures(session, form.id)
    texts = {
        each.question.key: text_totals(
            [
                (group.name, group.answers)
                for group in text_queries.text_groups(
                    session, form.id, each.question.key
                )
            ],
            each.answered,
        )
        for each in figures
        if each.question.measure is Measure.TEXTS
    }
    report = SurveyReport(
        title=form.title,
        intro=form.intro,
        is_anonymous=form.mode is SurveyMode.ANONYMOUS,
        answered=found.answered,
        counted=found.counted or 0,
        period=_period(form),
        figures=tuple(figures),
        texts=texts,
    )
    # Dated when it is signed.
    return survey_report(msgspec.structs.replace(paper, date=None), report)


def _period(form: SurveyForm) -> str:
    opens, closes = form.opens_at, form.closes_at
    if opens and closes:
        return f"từ ngày {short_date(opens)} đến ngày {short_date(closes)}"
    if closes:
        return f"đến ngày {short_date(closes)}"
    return f"tính đến ngày {short_date(clock.now())}"


def _plan_report(
    store: Store, export: Export, _: ProgressCallback
) -> ExportPlan | None:
    family = PaperFamily(export.key.partition("-")[2])
    with store.read_session() as session:
        if not _is_wanted(session, export):
            return None
        form = survey_form(session, export.owner)
        paper = composed_report(session, form, family)
    return paper_plan(store, paper)


def _plan_data(
    store: Store, export: Export, on_progress: ProgressCallback
) -> ExportPlan | None:
    store.files.scratch.mkdir(parents=True, exist_ok=True)
    rows = store.files.scratch / f"survey-{secrets.token_hex(8)}.jsonl"
    with store.read_session() as session:
        if not _is_wanted(session, export):
            return None
        form = survey_form(session, export.owner)
        _progress(session, form)
        data = _write_rows(session, form, rows, on_progress)
    return ExportPlan(
        data,
        total=3 * data.counted,
        suffixes=("xlsx", "csv", "zip"),
        readable=(rows,),
        discard=lambda: rows.unlink(missing_ok=True),
    )


def _write_rows(
    session: Session, form: SurveyForm, path: Path, on_progress: ProgressCallback
) -> SurveyData:
    """Write the answers as JSON lines.

    Those of an anonymous survey bear no group: a row of a small group would be a
    person. Groups are compared in the cross tables.
    """
    is_named = form.mode is SurveyMode.NAMED
    kinds = [one.kind for one in form.classes] if is_named else []
    counted = 0
    with path.open("wb") as file:
        for row in answer_rows(session, form.id):
            extra = [row.name, row.unit] if is_named else []
            extra += [row.classes.get(kind, "") for kind in kinds]
            file.write(msgspec.json.encode(DataRow(row.answers, extra)) + b"\n")
            counted += 1
            if counted % ROWS_PER_REPORT == 0:
                on_progress(0, 3 * counted)
    heads = ["Họ và tên", "Đơn vị"] if is_named else []
    return SurveyData(
        title=form.title,
        counted=counted,
        columns=data_columns(counted_questions(form.questions)),
        extra=[*heads, *(VARIABLE_LABELS[kind] for kind in kinds)],
        figures=queries.all_cross_tables(session, form.id),
    )


SURVEY_REPORT = ExportKind(
    name="survey_reports",
    module=PAPER_CHILD,
    plan=_plan_report,
    running=N_("Báo cáo đang được tạo. Xin chờ giây lát, hoặc bấm Huỷ."),
    missing=N_("Chưa có báo cáo. Xin bấm “Tạo báo cáo”."),
    is_wanted=_is_wanted,
    limits=PAPER_LIMITS,
    waiting_seconds=float("inf"),
    refusals=PAPER_REFUSALS,
)
SURVEY_DATA = ExportKind(
    name="survey_data",
    module="kiosk.surveys.results.data_child",
    plan=_plan_data,
    running=N_("Dữ liệu đang được xuất. Xin chờ giây lát, hoặc bấm Huỷ."),
    missing=N_("Chưa có tệp dữ liệu. Xin bấm “Xuất dữ liệu”."),
    is_wanted=_is_wanted,
    limits=ResourceLimits(
        memory=1_500_000_000, cpu_seconds=900, file_bytes=1_000_000_000
    ),
    waiting_seconds=float("inf"),
)
