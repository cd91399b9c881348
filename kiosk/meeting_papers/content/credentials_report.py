"""The report on the delegates' credentials at a congress; pure.

Only what is stored is printed. Sex, ethnic group, age and education are not stored:
their rows are left to be written by hand, and the paper says so.
"""

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
from kiosk.voting.record.rules import percent

_BLANK = "..........."
BY_HAND = (
    "Nam",
    "Nữ",
    "Dân tộc thiểu số",
    "Dưới 40 tuổi",
    "Từ 40 đến 50 tuổi",
    "Trên 50 tuổi",
    "Trình độ từ đại học trở lên",
    "Lý luận chính trị cao cấp, cử nhân",
)
HAND_NOTE = (
    "Hệ thống không lưu giới tính, dân tộc, tuổi và trình độ của đại biểu; các mục này"
    " do Ban thẩm tra ghi tay."
)
_BY_HAND_ALIGNS: tuple[CellAlign, ...] = ("left", "center", "center")
_UNIT_ALIGNS: tuple[CellAlign, ...] = ("center", "left", "right", "right", "right")


class UnitAttendance(msgspec.Struct, frozen=True):
    """The official delegates of one unit."""

    unit: str
    summoned: int
    present: int


class AbsentDelegate(msgspec.Struct, frozen=True):
    """An official delegate who is absent, and why."""

    name: str
    unit: str
    reason: str


class CredentialsFacts(msgspec.Struct, frozen=True):
    """What is stored of the official delegates."""

    units: tuple[UnitAttendance, ...]
    absent: tuple[AbsentDelegate, ...] = ()
    # What the roll said when it was called, a sentence; empty: it has not been.
    opening: str = ""

    @property
    def summoned(self) -> int:
        """Return how many are summoned."""
        return sum(unit.summoned for unit in self.units)

    @property
    def present(self) -> int:
        """Return how many came."""
        return sum(unit.present for unit in self.units)


def credentials_report(
    form: OfficialPaper, meeting: PaperMeeting, facts: CredentialsFacts
) -> OfficialPaper:
    """Return the report of the committee that checks the credentials."""
    closing = (
        "Trên đây là kết quả thẩm tra tư cách đại biểu, Ban thẩm tra kính trình"
        f" {meeting.title} xem xét, thông qua"
    )
    body: list[Block] = [
        paragraph(
            f"Căn cứ danh sách triệu tập và kết quả điểm danh {meeting.title}, Ban thẩm"
            " tra tư cách đại biểu báo cáo như sau:"
        ),
        _heading("1. Số lượng đại biểu"),
        dash_list(_numbers(facts)),
        *([paragraph(f"{facts.opening}.")] if facts.opening else []),
        _heading("2. Đại biểu theo đơn vị"),
        _unit_table(facts),
        _heading("3. Đại biểu vắng mặt"),
        *_absent(facts),
        _heading("4. Cơ cấu đại biểu"),
        paragraph(HAND_NOTE, italic=True),
        Table(
            [head_row(("Cơ cấu", "Số lượng", "Tỷ lệ %"))],
            [table_row((name, "", ""), _BY_HAND_ALIGNS) for name in BY_HAND],
            [95.0, 35.0, 35.0],
        ),
        _heading("5. Tư cách đại biểu"),
        paragraph(
            f"Số đại biểu đủ tư cách: {_BLANK}. Số đại biểu không đủ tư cách: {_BLANK}"
            f" (họ và tên, lý do): {_BLANK}{_BLANK}{_BLANK}."
        ),
        paragraph(finished(closing, ENDINGS[form.family])),
    ]
    return msgspec.structs.replace(
        form,
        type_name="BÁO CÁO",
        summary=_summary(form.family, meeting),
        body=body,
    )


def _summary(family: PaperFamily, meeting: PaperMeeting) -> str:
    first = "thẩm tra" if family is PaperFamily.PARTY else "Thẩm tra"
    return f"{first} tư cách đại biểu dự {meeting.title}"


def _heading(text: str) -> Heading:
    return Heading(2, [Run(text)])


def _numbers(facts: CredentialsFacts) -> list[str]:
    came, of = facts.present, facts.summoned
    away = sum(1 for _ in facts.absent)
    return [
        f"Tổng số đại biểu chính thức được triệu tập: {figure(of)};",
        f"Có mặt: {figure(came)}, đạt {percent(came, of)}% so với số được triệu tập;",
        f"Vắng có lý do: {figure(away)};",
        f"Chưa điểm danh: {figure(of - came - away)}.",
    ]


def _unit_table(facts: CredentialsFacts) -> Table:
    rows = [
        table_row(
            [
                *(figure(number), each.unit or "Không ghi đơn vị"),
                *(figure(each.summoned), figure(each.present)),
                percent(each.present, each.summoned),
            ],
            _UNIT_ALIGNS,
        )
        for number, each in enumerate(facts.units, 1)
    ]
    sums = [
        *("", "Tổng cộng", figure(facts.summoned), figure(facts.present)),
        percent(facts.present, facts.summoned),
    ]
    rows.append(
        [
            text_cell(text, align, bold=True)
            for text, align in zip(sums, _UNIT_ALIGNS, strict=True)
        ]
    )
    heads = head_row(("STT", "Đơn vị", "Triệu tập", "Có mặt", "Tỷ lệ %"))
    return Table([heads], rows, [12.0, 84.0, 23.0, 23.0, 23.0])


def _absent(facts: CredentialsFacts) -> list[Block]:
    if not facts.absent:
        return [paragraph("Không có đại biểu chính thức vắng mặt có lý do.")]
    aligns: tuple[CellAlign, ...] = ("center", "left", "left", "left")
    rows = [
        table_row((figure(n), each.name, each.unit, each.reason or "Không ghi"), aligns)
        for n, each in enumerate(facts.absent, 1)
    ]
    heads = head_row(("STT", "Họ và tên", "Đơn vị", "Lý do"))
    return [Table([heads], rows, [12.0, 50.0, 58.0, 45.0])]
