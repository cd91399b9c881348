"""The record of a consultation as an official paper; pure."""

import msgspec

from kiosk.consultations.rules import (
    ANSWER_LABELS,
    AnswerWay,
    ConsultationAnswer,
    ConsultationResult,
    NamedReply,
    result_of,
)
from kiosk.official_papers.blocks import (
    CellAlign,
    dash_list,
    finished,
    head_row,
    labelled,
    paragraph,
    table_row,
)
from kiosk.official_papers.rules import (
    ENDINGS,
    Block,
    Heading,
    OfficialPaper,
    PaperFamily,
    Run,
    Table,
)
from kiosk.vietnamese import number as figure

_RESULT_ALIGNS: tuple[CellAlign, ...] = ("left", "right", "right")
_NAME_ALIGNS: tuple[CellAlign, ...] = ("center", "left", "left", "left", "left")


class ConsultationRecord(msgspec.Struct, frozen=True):
    """What the record says; times as they are printed."""

    title: str
    question: str
    body: str
    opened: str
    deadline: str
    closed: str
    documents: tuple[str, ...]
    replies: tuple[NamedReply, ...]
    sha256: str


def consultation_record(
    form: OfficialPaper, record: ConsultationRecord
) -> OfficialPaper:
    """Return the record: what was asked, how many answered what, and who."""
    result = result_of(reply.answer for reply in record.replies)
    others = [
        reply
        for reply in record.replies
        if reply.text or reply.answer is ConsultationAnswer.OTHER
    ]
    body: list[Block] = [
        paragraph(
            f"{record.body} lấy ý kiến bằng văn bản của các thành viên, kết quả như"
            " sau:"
        ),
        _heading(form, 1, "Nội dung lấy ý kiến"),
        labelled("Tên phiếu", finished(record.title)),
        *(paragraph(line) for line in record.question.splitlines() if line.strip()),
        labelled("Thời gian gửi phiếu", finished(record.opened)),
        labelled("Hạn trả lời", finished(record.deadline)),
        labelled("Kết thúc", finished(record.closed)),
        *_documents(record),
        _heading(form, 2, "Kết quả"),
        dash_list(_numbers(result)),
        _result_table(result),
        _heading(form, 3, "Ý kiến của từng người"),
        _name_table(record),
        *_texts(form, others),
        paragraph(
            finished(
                "Mã kiểm tra của kết quả (SHA-256): " + record.sha256,
                ENDINGS[form.family],
            )
        ),
    ]
    return msgspec.structs.replace(
        form,
        type_name="BIÊN BẢN",
        summary=_summary(form.family, record.title),
        body=body,
    )


def _summary(family: PaperFamily, title: str) -> str:
    first = "tổng hợp" if family is PaperFamily.PARTY else "Tổng hợp"
    return f"{first} phiếu lấy ý kiến: {title}"


def _heading(form: OfficialPaper, ordinal: int, text: str) -> Heading:
    numeral = ("I", "II", "III", "IV")[ordinal - 1]
    sign = "-" if form.family is PaperFamily.PARTY else "."
    return Heading(1, [Run(f"{numeral}{sign} {text}")])


def _documents(record: ConsultationRecord) -> list[Block]:
    if not record.documents:
        return []
    names = [f"{title};" for title in record.documents]
    names[-1] = finished(names[-1])
    return [paragraph("Tài liệu gửi kèm:"), dash_list(names)]


def _numbers(result: ConsultationResult) -> list[str]:
    return [
        f"Số người được lấy ý kiến: {figure(result.asked)};",
        (
            f"Số phiếu trả lời: {figure(result.answered)}, đạt"
            f" {_share(result.answered, result.asked)}% so với số người được lấy ý"
            " kiến;"
        ),
        f"Số người không trả lời: {figure(result.unanswered)}.",
    ]


def _share(count: int, of: int) -> str:
    return figure(100 * count / of, 2) if of else "0"


def _result_table(result: ConsultationResult) -> Table:
    counts = {
        ConsultationAnswer.AGREE: result.agree,
        ConsultationAnswer.DISAGREE: result.disagree,
        ConsultationAnswer.OTHER: result.other,
    }
    rows = [
        table_row(
            [ANSWER_LABELS[answer], figure(count), _share(count, result.asked)],
            _RESULT_ALIGNS,
        )
        for answer, count in counts.items()
    ]
    rows.append(
        table_row(
            [
                "Không trả lời",
                figure(result.unanswered),
                _share(result.unanswered, result.asked),
            ],
            _RESULT_ALIGNS,
        )
    )
    heads = head_row(("Phương án", "Số người", "Tỷ lệ % so với số người được hỏi"))
    return Table([heads], rows, [75.0, 35.0, 55.0])


def _name_table(record: ConsultationRecord) -> Table:
    rows = [
        table_row(
            [
                figure(ordinal),
                reply.name,
                " – ".join(filter(None, (reply.position, reply.unit))),
                _answer(reply),
                _note(reply),
            ],
            _NAME_ALIGNS,
        )
        for ordinal, reply in enumerate(record.replies, 1)
    ]
    heads = head_row(("STT", "Họ và tên", "Chức vụ, đơn vị", "Ý kiến", "Ghi chú"))
    return Table([heads], rows, [12.0, 45.0, 52.0, 30.0, 26.0])


def _answer(reply: NamedReply) -> str:
    if reply.answer is ConsultationAnswer.NONE:
        return "Không trả lời"
    return ANSWER_LABELS[reply.answer]


def _note(reply: NamedReply) -> str:
    return "Phiếu giấy" if reply.way is AnswerWay.PAPER else ""


def _texts(form: OfficialPaper, others: list[NamedReply]) -> list[Block]:
    if not others:
        return []
    blocks: list[Block] = [_heading(form, 4, "Nội dung ý kiến")]
    for reply in others:
        blocks.append(labelled(reply.name, _answer(reply)))
        blocks.extend(
            paragraph(line) for line in reply.text.splitlines() if line.strip()
        )
    return blocks
