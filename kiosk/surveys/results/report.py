"""The report of a survey as an official paper; pure."""

from collections.abc import Sequence

import msgspec

from kiosk.official_papers.blocks import (
    CellAlign,
    dash_list,
    finished,
    head_row,
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
from kiosk.surveys.results.figures import FigureRow, QuestionFigures, number_text
from kiosk.surveys.results.questions import Measure
from kiosk.vietnamese import number as figure

_ALIGNS: tuple[CellAlign, ...] = ("left", "right", "right")
TEXT_WIDTH = 165.0
# More columns than this are printed as one table for each row.
MOST_COLUMNS = 6


class GroupedTexts(msgspec.Struct, frozen=True):
    """The groups of a question's texts: name and answers, the largest first."""

    groups: tuple[tuple[str, int], ...] = ()
    # Answers in no group.
    ungrouped: int = 0


class SurveyReport(msgspec.Struct, frozen=True):
    """What the report says."""

    title: str
    intro: str
    is_anonymous: bool
    answered: int
    counted: int
    period: str
    figures: tuple[QuestionFigures, ...]
    texts: dict[str, GroupedTexts] = {}


def survey_report(form: OfficialPaper, report: SurveyReport) -> OfficialPaper:
    """Return the report: how it was held, then every question in its order."""
    way = "không ghi tên" if report.is_anonymous else "có ghi tên"
    body: list[Block] = [
        paragraph(
            f"Khảo sát “{report.title}” được thực hiện trên mạng, {way},"
            f" {report.period}. Kết quả như sau:"
        ),
        Heading(1, [Run(_numeral(form.family, "I", "Tình hình trả lời"))]),
        dash_list(
            [
                f"Số phiếu đã gửi: {figure(report.answered)};",
                f"Số phiếu được tính trong báo cáo: {figure(report.counted)}.",
            ]
        ),
        Heading(1, [Run(_numeral(form.family, "II", "Kết quả từng câu hỏi"))]),
    ]
    section = ""
    for each in report.figures:
        if each.question.section and each.question.section != section:
            section = each.question.section
            body.append(Heading(2, [Run(section)]))
        body.extend(_question(each, report.texts.get(each.question.key)))
    body.append(
        paragraph(
            finished(
                "Tỷ lệ tính trên số người trả lời từng câu hỏi", ENDINGS[form.family]
            )
        )
    )
    first = "kết quả" if form.family is PaperFamily.PARTY else "Kết quả"
    return msgspec.structs.replace(
        form, summary=f"{first} khảo sát: {report.title}", body=body
    )


def _numeral(family: PaperFamily, numeral: str, text: str) -> str:
    sign = "-" if family is PaperFamily.PARTY else "."
    return f"{numeral}{sign} {text}"


def _question(each: QuestionFigures, texts: GroupedTexts | None) -> list[Block]:
    question = each.question
    blocks: list[Block] = [
        Heading(3, [Run(f"Câu {question.number}. {question.text}")]),
        paragraph(f"Số người trả lời: {figure(each.answered)}."),
    ]
    if question.measure is Measure.TEXTS:
        return [*blocks, *_texts(each, texts or GroupedTexts())]
    if each.numbers:
        middle = number_text(each.numbers.median)
        blocks.append(
            paragraph(
                f"Trung bình: {number_text(each.numbers.mean)}; trung vị: {middle};"
                f" khoảng giữa: {number_text(each.numbers.low_quartile)} –"
                f" {number_text(each.numbers.high_quartile)}."
            )
        )
    if not each.answered:
        return blocks
    columns = len(each.rows[0].bars)
    if len(each.rows) > 1 and columns <= MOST_COLUMNS:
        return [*blocks, _matrix(each)]
    for row in each.rows:
        if row.label:
            blocks.append(paragraph(f"{row.label}:", italic=True))
        blocks.append(_bars(row))
    return blocks


def _bars(row: FigureRow) -> Table:
    rows = [
        table_row(
            [bar.label, figure(bar.count), share(bar.count, row.answered)], _ALIGNS
        )
        for bar in row.bars
    ]
    if row.mean is not None:
        rows.append(table_row(["Trung bình", number_text(row.mean), ""], _ALIGNS))
    heads = head_row(("Trả lời", "Số người", "Tỷ lệ %"))
    return Table([heads], rows, [105.0, 30.0, 30.0])


def _matrix(each: QuestionFigures) -> Table:
    labels = [bar.label for bar in each.rows[0].bars]
    has_means = any(row.mean is not None for row in each.rows)
    right: list[CellAlign] = ["right"] * (len(labels) + has_means)
    aligns: list[CellAlign] = ["left", *right]
    rows = []
    for row in each.rows:
        texts = [
            f"{figure(bar.count)} ({share(bar.count, row.answered)}%)"
            for bar in row.bars
        ]
        if has_means:
            texts.append("" if row.mean is None else number_text(row.mean))
        rows.append(table_row([row.label, *texts], aligns))
    heads = ["", *labels, *(["Trung bình"] if has_means else [])]
    width = (TEXT_WIDTH - 55.0) / (len(heads) - 1)
    return Table([head_row(heads)], rows, [55.0, *[width] * (len(heads) - 1)])


def _texts(each: QuestionFigures, texts: GroupedTexts) -> list[Block]:
    if not texts.groups:
        return [
            paragraph(f"Có {figure(each.texts)} ý kiến khác nhau, xem phụ lục dữ liệu.")
        ]
    rows = [
        table_row([name, figure(count), share(count, each.answered)], _ALIGNS)
        for name, count in texts.groups
    ]
    if texts.ungrouped:
        rows.append(
            table_row(
                [
                    "Ý kiến chưa xếp nhóm",
                    figure(texts.ungrouped),
                    share(texts.ungrouped, each.answered),
                ],
                _ALIGNS,
            )
        )
    heads = head_row(("Nhóm ý kiến", "Số người", "Tỷ lệ %"))
    return [Table([heads], rows, [105.0, 30.0, 30.0])]


def share(count: int, of: int) -> str:
    """Return a share in percent with one decimal; nothing of nothing is 0."""
    return figure(100 * count / of, 1) if of else "0"


def text_totals(groups: Sequence[tuple[str, int]], answered: int) -> GroupedTexts:
    """Return the groups that have answers, and how many answers are in none."""
    filled = tuple(group for group in groups if group[1])
    return GroupedTexts(filled, max(0, answered - sum(count for _, count in filled)))
