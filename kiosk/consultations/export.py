"""The export of a consultation's record; the key is consultation and family."""

import msgspec
from sqlalchemy.orm import Session

from kiosk.consultations.models import Consultation
from kiosk.consultations.paper import ConsultationRecord, consultation_record
from kiosk.consultations.queries import documents_of, recipients_of, reply_of
from kiosk.consultations.rules import ConsultationState
from kiosk.errors import N_, Conflict
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.meetings.models import Meeting
from kiosk.official_papers.export import (
    PAPER_CHILD,
    PAPER_LIMITS,
    PAPER_REFUSALS,
    paper_plan,
)
from kiosk.official_papers.queries import new_paper
from kiosk.official_papers.rules import OfficialPaper, PaperFamily, PaperKind
from kiosk.storage.store import Store
from kiosk.vietnamese import clock_time, short_date


def record_key(consultation_id: int, family: PaperFamily) -> str:
    """Return the key of the record in one family."""
    return f"{consultation_id}-{family}"


def composed_record(
    session: Session, consultation: Consultation, family: PaperFamily
) -> OfficialPaper:
    """Return the record of a closed consultation.

    :raises Conflict: it is not closed.
    """
    if consultation.state != ConsultationState.CLOSED or not consultation.closed_at:
        raise Conflict(
            N_("Biên bản chỉ làm được khi phiếu lấy ý kiến đã kết thúc."),
            code="not_closed",
        )
    meeting = session.get_one(Meeting, consultation.meeting_id)
    form = new_paper(session, family, PaperKind.CONSULTATION_RECORD, meeting.id)
    opened = consultation.opened_at or consultation.closed_at
    record = ConsultationRecord(
        title=consultation.title,
        question=consultation.question,
        body=form.issuing_body or meeting.body_name,
        opened=f"{clock_time(opened)}, ngày {short_date(opened)}",
        deadline=(
            f"{clock_time(consultation.deadline)},"
            f" ngày {short_date(consultation.deadline)}"
        ),
        closed=(
            f"{clock_time(consultation.closed_at)},"
            f" ngày {short_date(consultation.closed_at)}"
        ),
        documents=tuple(one.title for one in documents_of(session, consultation.id)),
        replies=tuple(reply_of(one) for one in recipients_of(session, consultation.id)),
        sha256=consultation.sha256,
    )
    # Dated when it is signed.
    return consultation_record(msgspec.structs.replace(form, date=None), record)


def _is_wanted(session: Session, export: Export) -> bool:
    return session.get(Consultation, export.owner) is not None


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    family = PaperFamily(export.key.partition("-")[2])
    with store.read_session() as session:
        consultation = session.get(Consultation, export.owner)
        if consultation is None:
            return None
        paper = composed_record(session, consultation, family)
    return paper_plan(store, paper)


CONSULTATION_RECORD = ExportKind(
    name="consultation_records",
    module=PAPER_CHILD,
    plan=_plan,
    running=N_("Biên bản đang được tạo. Xin chờ giây lát, hoặc bấm Huỷ."),
    missing=N_("Chưa có biên bản. Xin bấm “Tạo biên bản”."),
    is_wanted=_is_wanted,
    limits=PAPER_LIMITS,
    waiting_seconds=float("inf"),
    refusals=PAPER_REFUSALS,
)
