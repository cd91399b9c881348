"""Write signatures and recipients at the end of a DOCX."""

from collections.abc import Sequence

from docx.document import Document
from docx.table import _Cell

from kiosk.official_papers import docx_format as form
from kiosk.official_papers.formats import recipient_lines, unbroken
from kiosk.official_papers.rules import OfficialPaper, PaperFamily, Signature
from kiosk.official_papers.text_width import measure

# Four blank lines of 18 pt.
SIGNING_ROOM_POINTS = 72
_LEFT_SHARE = 0.45
# Between the texts of two columns.
_GAP_MM = 2


def write_ending(document: Document, paper: OfficialPaper, room: float) -> None:
    """Write the signatures side by side; a single one beside the recipients."""
    signatures = paper.signatures
    if len(signatures) == 1:
        left = room * _LEFT_SHARE
        _space(document)
        table = form.plain_table(document, 2, (left, room - left))
        _write_recipients(table.cell(0, 0).merge(table.cell(1, 0)), paper)
        right = room - left - _GAP_MM
        _write_signatures(table.columns[1].cells, paper, signatures[0], right)
        form.keep_rows_whole(table)
        form.keep_together(table)
    else:
        if signatures:
            _space(document)
            width = room / len(signatures)
            table = form.plain_table(document, 2, [width] * len(signatures))
            for column, one in zip(table.columns, signatures, strict=True):
                _write_signatures(column.cells, paper, one, width - _GAP_MM)
            form.keep_rows_whole(table)
            form.keep_together(table)
        if paper.recipients:
            _space(document)
            table = form.plain_table(document, 1, (room,))
            _write_recipients(table.cell(0, 0), paper)
            form.keep_rows_whole(table)
    if paper.record_root:
        paragraph = document.add_paragraph()
        form.set_line(paragraph, points=12, before=10)
        form.add_run(paragraph, f"Mã bản ghi: {paper.record_root}", size=10)


def _space(document: Document) -> None:
    """Leave some room; Word would join two tables that follow each other."""
    paragraph = document.add_paragraph()
    form.set_line(paragraph, points=14)
    paragraph.paragraph_format.keep_with_next = True


def _write_signatures(
    cells: Sequence[_Cell], paper: OfficialPaper, one: Signature, room: float
) -> None:
    """Write one signature into the cells of a column `room` mm wide."""
    is_state = paper.family is PaperFamily.STATE
    authority = [
        part
        for line in one.authority
        for part in measure().balance(unbroken(line), room, form.TEXT_SIZE, bold=True)
    ]
    lines = [(line, True, False) for line in authority]
    lines += [(line, is_state, False) for line in one.position.split("\n") if line]
    if one.note:
        lines.append((f"({one.note})", False, True))
    for index, (line, bold, italic) in enumerate(lines):
        paragraph = (
            form.first_paragraph(cells[0]) if index == 0 else cells[0].add_paragraph()
        )
        form.set_line(paragraph, align="center")
        form.add_run(paragraph, line, bold=bold, italic=italic)
    paragraph = form.first_paragraph(cells[1])
    form.set_line(paragraph, align="center", before=SIGNING_ROOM_POINTS)
    form.add_run(paragraph, one.name, bold=True)


def _write_recipients(cell: _Cell, paper: OfficialPaper) -> None:
    if not paper.recipients:
        return
    is_party = paper.family is PaperFamily.PARTY
    size = 12 if is_party else 11
    label_size = 14 if is_party else 12
    paragraph = form.first_paragraph(cell)
    form.set_line(paragraph, points=round(label_size * 1.2, 1))
    form.add_run(
        paragraph,
        "Nơi nhận:",
        size=label_size,
        bold=not is_party,
        italic=not is_party,
        underline=is_party,
    )
    for line in recipient_lines(paper.recipients):
        paragraph = cell.add_paragraph()
        form.set_line(paragraph, points=round(size * 1.2, 1))
        form.add_run(paragraph, line, size=size)
