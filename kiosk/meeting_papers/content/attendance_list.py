"""The attendance list of a meeting or a site as official papers; pure.

Large lists become one paper for each site and a summary: a table of 12,000 rows is laid
out only with gigabytes of memory.
"""

from collections.abc import Iterator

import msgspec

from kiosk.checkins.lists.rules import (
    NO_SITE_LABEL,
    TOTAL_HEADINGS,
    AttendanceListContent,
    AttendanceListRow,
    SiteSection,
)
from kiosk.official_papers.blocks import (
    CellAlign,
    dash_list,
    head_row,
    paragraph,
    table_row,
    text_cell,
)
from kiosk.official_papers.rules import (
    Block,
    Cell,
    Heading,
    OfficialPaper,
    Run,
    Signature,
    Table,
)
from kiosk.vietnamese import number as figure

# Of more people, a paper for each site; a site of more people is in several papers.
MOST_ROWS = 1000
_HEADS = (
    *("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Thành phần", "Ghế"),
    *("Giờ điểm danh", "Hình thức", "Trạng thái", "Ký tên/Ghi chú"),
)
_ALIGNS: tuple[CellAlign, ...] = (
    *("center", "left", "left", "left", "left", "center"),
    *("center", "center", "left", "left"),
)
_FIGURES: list[CellAlign] = ["right"] * len(TOTAL_HEADINGS)
_TOTAL_ALIGNS: list[CellAlign] = ["center", "left", *_FIGURES]
# In mm; the sum is the width of the text on A4 landscape.
_WIDTHS = [13.0, 39.0, 34.0, 38.0, 24.0, 13.0, 18.0, 18.0, 30.0, 25.0]
_CHAIR = Signature(["CHỦ TRÌ HỘI NGHỊ"])
_SUMMARY_WIDTHS = [12.0, 78.0, *(18.0 for _ in TOTAL_HEADINGS)]


class NamedPaper(msgspec.Struct, frozen=True):
    """A paper and the name of its file, without suffix."""

    name: str
    paper: OfficialPaper
    # How many it lists.
    people: int = 0


def is_one_paper(content: AttendanceListContent) -> bool:
    """Return whether the list fits one paper."""
    return len(content.lines) <= MOST_ROWS


def attendance_list(
    form: OfficialPaper, content: AttendanceListContent
) -> OfficialPaper:
    """Return the whole list as one paper, site after site."""
    is_many = len(content.parts) > 1
    body: list[Block] = [*_opening(content)]
    first = 1
    for part in content.parts:
        if is_many:
            body.append(Heading(2, [Run(part.site or NO_SITE_LABEL)]))
        body.append(_table(part.lines, first))
        first += len(part.lines)
    body.append(dash_list(_foot(content)))
    return _paper(form, content, "", body, is_whole=content.is_whole)


def attendance_papers(
    form: OfficialPaper, content: AttendanceListContent
) -> Iterator[NamedPaper]:
    """Yield the summary, then the papers of each site."""
    yield NamedPaper("000 Tổng hợp", attendance_summary(form, content))
    for number, part in enumerate(content.parts, 1):
        site = part.site or NO_SITE_LABEL
        of_site = msgspec.structs.replace(content, parts=(part,), is_whole=False)
        slices = range(0, len(part.lines), MOST_ROWS)
        for count, start in enumerate(slices, 1):
            is_last = start + MOST_ROWS >= len(part.lines)
            lines = part.lines[start : start + MOST_ROWS]
            table = _table(lines, start + 1)
            foot: list[Block] = [dash_list(_foot(of_site))] if is_last else []
            piece = f" (phần {count}/{len(slices)})" if len(slices) > 1 else ""
            yield NamedPaper(
                f"{number:03d} {site}{piece}",
                _paper(form, content, f"Điểm cầu: {site}{piece}", [table, *foot]),
                len(lines),
            )


def attendance_summary(
    form: OfficialPaper, content: AttendanceListContent
) -> OfficialPaper:
    """Return the totals of all sites."""
    rows = [_total_row(n, part) for n, part in enumerate(content.parts, 1)]
    sums = map(figure, msgspec.structs.astuple(content.sums))
    total = ["", "Toàn hội nghị", *sums]
    rows.append(
        [
            text_cell(text, align, bold=True)
            for text, align in zip(total, _TOTAL_ALIGNS, strict=True)
        ]
    )
    heads = head_row(("STT", "Điểm cầu", *TOTAL_HEADINGS))
    body: list[Block] = [
        *_opening(content),
        Table([heads], rows, _SUMMARY_WIDTHS),
        dash_list(_foot(content)),
    ]
    paper = _paper(form, content, "", body, is_whole=True)
    return msgspec.structs.replace(paper, type_name="TỔNG HỢP ĐIỂM DANH")


def _opening(content: AttendanceListContent) -> list[Block]:
    return [paragraph(f"{content.opening}.")] if content.opening else []


def _total_row(number: int, part: SiteSection) -> list[Cell]:
    figures = map(figure, msgspec.structs.astuple(part.sums))
    texts = [str(number), part.site or NO_SITE_LABEL, *figures]
    return table_row(texts, _TOTAL_ALIGNS)


def _table(lines: tuple[AttendanceListRow, ...], first: int) -> Table:
    rows = [
        table_row(
            [
                *(figure(number), line.name, line.position, line.unit, line.role),
                *(line.seat, line.came, line.method, line.said, line.note),
            ],
            _ALIGNS,
        )
        for number, line in enumerate(lines, first)
    ]
    return Table([head_row(_HEADS)], rows, _WIDTHS)


def _foot(content: AttendanceListContent) -> list[str]:
    """Return the totals as sentences, for a site and for the meeting alike."""
    sums = content.sums
    # Printed lists count those who came, also if they left since.
    came = sums.present + sums.left
    share = figure(100 * came / sums.summoned, 2) if sums.summoned else "0"
    online, left = figure(sums.online), figure(sums.left)
    present = f"Có mặt: {figure(came)} ({share}%)"
    return [
        f"Tổng số triệu tập: {figure(sums.summoned)};",
        f"{present}, trong đó trực tuyến: {online}, đã ra về: {left};",
        f"Vắng có lý do: {figure(sums.absent)};",
        f"Vắng không lý do (chưa điểm danh): {figure(sums.unconfirmed)}.",
    ]


def _paper(
    form: OfficialPaper,
    content: AttendanceListContent,
    of_what: str,
    body: list[Block],
    *,
    is_whole: bool = False,
) -> OfficialPaper:
    where = ", ".join(filter(None, (content.place, content.day)))
    summary = "\n".join(filter(None, (content.title, of_what, where)))
    signs = form.signatures
    if is_whole:
        # The office's settings name who signs the list of a site.
        signs = [*signs[:-1], _CHAIR]
    return msgspec.structs.replace(
        form,
        type_name="DANH SÁCH ĐIỂM DANH",
        summary=summary,
        # A list has no number of its own.
        number="",
        symbol="",
        body=body,
        signatures=signs,
        recipients=[],
        is_landscape=True,
    )
