"""Values that the tests of official papers share."""

import datetime as dt
import io

import pypdfium2 as pdfium

from kiosk.meeting_papers.content.meeting import PaperMeeting, PaperPerson
from kiosk.official_papers.defaults import default_office
from kiosk.official_papers.rules import (
    Office,
    OfficialPaper,
    PaperFamily,
    PaperKind,
    PaperList,
    Table,
)

PARTY, STATE = PaperFamily.PARTY, PaperFamily.STATE
OFFICE = {
    PARTY: Office(PARTY, "Đảng bộ tỉnh Sơn Lâm", "Tỉnh uỷ Sơn Lâm", "Sơn Lâm"),
    STATE: Office(STATE, "", "Uỷ ban nhân dân tỉnh Sơn Lâm", "Sơn Lâm"),
}
CHAIR = PaperPerson("Trần Quốc Bảo", "Phó Bí thư Thường trực Tỉnh uỷ")
MEETING = PaperMeeting(
    title="Hội nghị trực tuyến toàn tỉnh",
    body_name="Tỉnh uỷ Sơn Lâm",
    place="Trung tâm Hội nghị tỉnh",
    starts_at=dt.datetime(2026, 2, 5, 0, 30, tzinfo=dt.UTC),
    chair=CHAIR,
    site_count=144,
)


def form(family: PaperFamily, kind: PaperKind, symbol: str = "") -> OfficialPaper:
    """Return a paper with its header, signature and recipients, without text."""
    office = OFFICE[family]
    return OfficialPaper(
        family,
        kind,
        office.parent_body,
        office.issuing_body,
        symbol=symbol,
        place=office.place,
        date=dt.date(2026, 2, 6),
        signatures=default_office(family).signatures[kind],
        recipients=["Lưu Văn phòng Tỉnh uỷ"],
    )


def lines_of(paper: OfficialPaper) -> list[str]:
    """Return the text of the body, a line for each paragraph or row of a table."""
    return [line for block in paper.body for line in _lines(block)]


def _lines(block) -> list[str]:
    if isinstance(block, Table):
        rows = [*block.heads, *block.rows]
        return [" | ".join(_text(cell.runs) for cell in row) for row in rows]
    if isinstance(block, PaperList):
        return [line for item in block.items for each in item for line in _lines(each)]
    return [_text(block.runs)]


def _text(runs) -> str:
    return "".join(run.text for run in runs)


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, spaces unified."""
    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.replace("\ufffe", "").split()) for text in texts]
