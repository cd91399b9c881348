"""A paper with every element of form, to check templates and to measure; pure."""

import datetime as dt

import msgspec

from kiosk.official_papers.defaults import default_office, symbol_of
from kiosk.official_papers.rules import (
    ENDINGS,
    Appendix,
    Block,
    Cell,
    Heading,
    OfficialPaper,
    PaperFamily,
    PaperKind,
    PaperList,
    Paragraph,
    Run,
    Signature,
    Table,
)
from kiosk.official_papers.urgency import Urgency

_ROOT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_PEOPLE = ("Nguyễn Thị Hồng Ngọc Quỳnh", "Trần Đình Thượng Ẵng", "Lê Vũ Ộng Ễnh")
_POSITION = "Uỷ viên Ban Thường vụ, Trưởng Ban Tuyên giáo và Dân vận"
_LETTERED_ITEMS = 7
# More than a page.
_APPENDIX_PARAGRAPHS = 12
_OPENING = (
    "Hội nghị khai mạc vào hồi 08 giờ 00, tại hội trường lớn, nối trực tuyến với các"
    " điểm cầu xã, phường, đặc khu; 52 đồng chí có mặt, 03 đồng chí vắng mặt có lý do."
    " Hội nghị thảo luận và biểu quyết từng nội dung theo chương trình đã gửi trước."
)
_HEADS = ("STT", "Họ và tên", "Chức vụ", "Ghi chú")


def sample_paper(family: PaperFamily, rows: int = 36) -> OfficialPaper:
    """Return minutes of the Party or a notice of the State, of several pages.

    `rows` is the length of the table.
    """
    is_party = family is PaperFamily.PARTY
    kind = PaperKind.MINUTES if is_party else PaperKind.CONCLUSION_NOTICE
    return OfficialPaper(
        family=family,
        kind=kind,
        parent_body="Đảng bộ tỉnh Lâm Đồng" if is_party else "Uỷ ban nhân dân tỉnh",
        issuing_body=(
            "Đảng uỷ các cơ quan Đảng tỉnh"
            if is_party
            else "Sở Nông nghiệp và Môi trường"
        ),
        number="5",
        symbol=symbol_of(default_office(family), kind),
        place="Lâm Đồng",
        date=dt.date(2026, 2, 5),
        type_name="BIÊN BẢN" if is_party else "THÔNG BÁO",
        summary=(
            "Hội nghị Ban Chấp hành lần thứ ba, nhiệm kỳ 2025 - 2030"
            if is_party
            else "Kết luận của Phó Chủ tịch Uỷ ban nhân dân tỉnh tại cuộc họp"
        ),
        addressees=["Các xã, phường, đặc khu"],
        body=_body(ENDINGS[family], rows),
        signatures=(
            [
                Signature(["NGƯỜI GHI BIÊN BẢN"], name=_PEOPLE[0]),
                Signature(["T/M BAN THƯỜNG VỤ"], "PHÓ BÍ THƯ", _PEOPLE[1]),
            ]
            if is_party
            else [
                Signature(
                    ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG"],
                    "PHÓ CHÁNH VĂN PHÒNG",
                    _PEOPLE[1],
                )
            ]
        ),
        recipients=[
            "Như thành phần dự",
            "Lưu Văn phòng Tỉnh uỷ" if is_party else "Lưu: VT, NN",
        ],
        circulation_note="Xong hội nghị trả lại",
        record_root=_ROOT,
    )


def full_sample_paper(family: PaperFamily) -> OfficialPaper:
    """Return the sample with the parts that few papers have: stamp and appendices."""
    is_party = family is PaperFamily.PARTY
    table = Table([[Cell([Run(head)]) for head in _HEADS]], [_row(1), _row(2)])
    wide = Appendix("Bảng phân công nhiệm vụ", [table], is_landscape=True)
    listed = [Paragraph([Run(_OPENING)]) for _ in range(_APPENDIX_PARAGRAPHS)]
    return msgspec.structs.replace(
        sample_paper(family),
        urgency=Urgency.VERY_URGENT if is_party else Urgency.EXPRESS,
        appendices=[Appendix("Chương trình hội nghị", [*listed]), wide],
    )


def _body(ending: str, rows: int) -> list[Block]:
    """Return paragraphs, headings, lists and a table of this many rows."""
    items: list[list[Block]] = [
        [Paragraph([Run(f"Nội dung thứ {index} được hội nghị thảo luận.")])]
        for index in range(1, _LETTERED_ITEMS + 1)
    ]
    spoken: list[Block] = [
        Paragraph([Run("Đồng chí "), Run(_PEOPLE[0], bold=True), Run(" phát biểu.")])
    ]
    table = Table(
        [[Cell([Run(head)]) for head in _HEADS]],
        [_row(index) for index in range(1, rows + 1)],
        [12, 50, 63, 40],
    )
    return [
        Paragraph([Run(_OPENING)]),
        Heading(1, [Run("I- THÀNH PHẦN HỘI NGHỊ")]),
        Heading(2, [Run("1. Đại biểu chính thức")]),
        PaperList("letters", items),
        PaperList("dashes", [spoken]),
        table,
        Paragraph([Run(f"Hội nghị kết thúc vào hồi 11 giờ 30{ending}")]),
    ]


def _row(index: int) -> list[Cell]:
    return [
        Cell([Run(str(index))], align="center"),
        Cell([Run(_PEOPLE[index % len(_PEOPLE)])]),
        Cell([Run(_POSITION)]),
        Cell([Run("Có mặt")]),
    ]
