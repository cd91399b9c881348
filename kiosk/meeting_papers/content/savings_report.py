"""The report on pages that were not printed; pure."""

import msgspec

from kiosk.meeting_papers.content.meeting import PaperMeeting
from kiosk.official_papers.blocks import (
    CellAlign,
    dash_list,
    finished,
    head_row,
    paragraph,
    table_row,
    text_cell,
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

# A sheet of A4 (210 × 297 mm) of 80 g/m² weighs 4.99 g.
SHEET_GRAMS = 0.210 * 0.297 * 80
SHEETS_IN_REAM = 500
_ALIGNS: tuple[CellAlign, ...] = (
    *("center", "left"),
    *("right", "right", "right", "right"),
)
FORMULAS = (
    "Số bộ không in = số người được triệu tập và được xem tài liệu − số bộ đã in giấy;",
    "Số trang không in = số trang của tài liệu × số bộ không in;",
    "Số tờ không in = số trang ÷ 2 (in hai mặt, làm tròn lên) × số bộ không in;",
    "Khối lượng giấy = số tờ × 4,99 g (giấy A4 định lượng 80 g/m²); một ram có 500 tờ.",
)


class SavedDocument(msgspec.Struct, frozen=True):
    """A document that was read on screens."""

    title: str
    pages: int
    # Those who are summoned and may read it.
    readers: int


class DocumentSavings(msgspec.Struct, frozen=True):
    """What was not printed of one document."""

    copies: int
    pages: int
    sheets: int


def savings_of(document: SavedDocument, printed_sets: int) -> DocumentSavings:
    """Return what was not printed; never below zero."""
    copies = max(0, document.readers - printed_sets)
    sheets = -(-document.pages // 2)
    return DocumentSavings(copies, document.pages * copies, sheets * copies)


def savings_report(
    form: OfficialPaper,
    meeting: PaperMeeting,
    documents: list[SavedDocument],
    printed_sets: int,
) -> OfficialPaper:
    """Return the report with its formulas."""
    found = [savings_of(document, printed_sets) for document in documents]
    pages, sheets = sum(s.pages for s in found), sum(s.sheets for s in found)
    kilograms = figure(sheets * SHEET_GRAMS / 1000, 1)
    closing = (
        f"Cộng: {figure(pages)} trang, {figure(sheets)} tờ giấy A4 không phải in, tương"
        f" đương {figure(sheets / SHEETS_IN_REAM, 1)} ram, {kilograms} kg giấy"
    )
    first = "số" if form.family is PaperFamily.PARTY else "Số"
    body: list[Block] = [
        paragraph(
            f"Tài liệu của {meeting.title}, {meeting.day}, được đọc trên máy tính bảng."
            f" Số bộ đã in giấy: {figure(printed_sets)}. Số trang và giấy không phải in"
            " như sau:"
        ),
        _table(documents, found, pages, sheets),
        Heading(2, [Run("Cách tính")]),
        dash_list(FORMULAS),
        paragraph(finished(closing, ENDINGS[form.family])),
    ]
    return msgspec.structs.replace(
        form,
        type_name="BÁO CÁO",
        summary=f"{first} trang và giấy tiết kiệm tại {meeting.title}",
        body=body,
    )


def _table(
    documents: list[SavedDocument],
    found: list[DocumentSavings],
    pages: int,
    sheets: int,
) -> Table:
    rows = [
        table_row(
            [
                *(figure(number), document.title, figure(document.pages)),
                *(figure(saved.copies), figure(saved.pages), figure(saved.sheets)),
            ],
            _ALIGNS,
        )
        for number, (document, saved) in enumerate(
            zip(documents, found, strict=True), 1
        )
    ]
    sums = ["", "Tổng cộng", "", "", figure(pages), figure(sheets)]
    rows.append(
        [
            text_cell(text, align, bold=True)
            for text, align in zip(sums, _ALIGNS, strict=True)
        ]
    )
    heads = ("STT", "Tài liệu", "Số trang", "Số bộ không in")
    saved = ("Số trang không in", "Số tờ không in")
    widths = [12.0, 65.0, 18.0, 22.0, 25.0, 23.0]
    return Table([head_row((*heads, *saved))], rows, widths)
