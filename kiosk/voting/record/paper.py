"""The record of a vote as an official paper; pure."""

import msgspec

from kiosk.official_papers.blocks import (
    CellAlign,
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
    PaperList,
    Paragraph,
    Run,
    Table,
)
from kiosk.vietnamese import number as figure
from kiosk.voting.record.rules import ResultRecord
from kiosk.voting.record.tables import (
    ResultTable,
    VoteCell,
    group_table,
    result_table,
)

_CHECK_CODE = "Mã kiểm tra của tệp kết quả (SHA-256)"
_IN_ORDER = "Danh sách xếp theo thứ tự tên người theo vần A, B, C."
_BLANK = "...................."
_NUMBER_WIDTH = 12.0
# Widest column, and the whole table, in mm.
_NAME_WIDTH, _TABLE_WIDTH = 60.0, 165.0


def record_paper(record: ResultRecord) -> OfficialPaper:
    """Return the record for signing; the voters' names are in the other files."""
    form, is_one = record.form, record.vote["form"] == "one"
    body: list[Block] = [
        *_about(record),
        _fact_list(record),
        _heading("Kết quả"),
        *([] if is_one else [paragraph(_IN_ORDER)]),
        _printed(result_table(record)),
    ]
    for title, groups in record.groups():
        body += [_heading(title), _printed(group_table(record, title, groups))]
    body += _elected(record)
    body += [
        paragraph(record.outcome(), bold=True),
        # Justified, the line before the code would be stretched.
        paragraph(f"{_CHECK_CODE}: {record.published['sha256']}", align="left"),
        paragraph(finished(_closing(record), ENDINGS[form.family])),
    ]
    return msgspec.structs.replace(
        form,
        type_name=record.heading,
        summary=f"{record.vote['title']}\n{record.meeting['title']}",
        body=body,
        recipients=[line for line in form.recipients if "Lưu" in line],
        page_notice=" – ".join(record.notices),
    )


def _heading(text: str) -> Heading:
    return Heading(2, [Run(text)])


def _about(record: ResultRecord) -> list[Block]:
    where = ", ".join(filter(None, (record.place, record.day)))
    question = record.vote["question"]
    committee = f"Ban kiểm phiếu: Trưởng ban: {_BLANK}; uỷ viên: {_BLANK}{_BLANK}."
    return [
        paragraph(f"Địa điểm, thời gian họp: {where}."),
        *([paragraph(f"Nội dung biểu quyết: {question}")] if question else []),
        *([paragraph(committee)] if record.counts_ballots else []),
    ]


def _fact_list(record: ResultRecord) -> PaperList:
    """Return the facts; justified, the words before a long code would be stretched."""
    items: list[list[Block]] = [
        [Paragraph([Run(fact)], "left" if "SHA-256" in fact else "justify")]
        for fact in _facts(record)
    ]
    return PaperList("dashes", items)


def _facts(record: ResultRecord) -> list[str]:
    facts = [f"{label}: {value}" for label, value in record.facts()]
    return [*(f"{fact};" for fact in facts[:-1]), f"{facts[-1]}."]


def _printed(table: ResultTable) -> Table:
    """Return a table with figures on the right; the name column is the widest."""
    aligns = [_align(table, column) for column in range(len(table.heads))]
    rows = [table_row([_words(cell) for cell in row], aligns) for row in table.rows]
    return Table([head_row(table.heads)], rows, _widths(table))


def _words(cell: VoteCell) -> str:
    return figure(cell) if isinstance(cell, int) else cell


def _align(table: ResultTable, column: int) -> CellAlign:
    head = table.heads[column]
    if head == "STT":
        return "center"
    is_figure = all(isinstance(row[column], int) for row in table.rows)
    return "right" if table.rows and (is_figure or head.startswith("%")) else "left"


def _widths(table: ResultTable) -> list[float]:
    has_number = table.heads[0] == "STT"
    first = [_NUMBER_WIDTH] if has_number else []
    others = len(table.heads) - len(first) - 1
    name = _NAME_WIDTH if others else _TABLE_WIDTH - sum(first)
    rest = (_TABLE_WIDTH - sum(first) - name) / max(1, others)
    return [*first, name, *([round(rest, 1)] * others)]


def _elected(record: ResultRecord) -> list[Block]:
    rows = record.elected()
    if not rows:
        return []
    names: list[list[Block]] = [
        [paragraph(f"{row.label} – {figure(row.count)} phiếu")] for row in rows
    ]
    heading = _heading("Trúng cử, số phiếu từ cao xuống")
    return [heading, PaperList("numbers", names)]


def _closing(record: ResultRecord) -> str:
    what = "Việc kiểm phiếu" if record.counts_ballots else "Việc biểu quyết"
    ended = f"{what} kết thúc lúc {record.closed}; biên bản" if record.closed else ""
    return f"{ended or 'Biên bản'} được lập thành ......... bản"
