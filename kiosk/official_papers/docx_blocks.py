"""Write the text of an official paper into a DOCX."""

from collections.abc import Sequence
from typing import assert_never

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from kiosk.official_papers import docx_format as form
from kiosk.official_papers.formats import item_markers, joined, leads, stays_whole
from kiosk.official_papers.parts import with_widths
from kiosk.official_papers.rules import (
    Block,
    Cell,
    Heading,
    PaperList,
    Paragraph,
    Run,
    Table,
)

INDENT_MM, GAP_POINTS, HEADING_GAP_POINTS = 10, 6, 8
TABLE_SIZE = 13


class BodyWriter:
    """Writes blocks at the end of a document."""

    def __init__(self, document: Document, room: float) -> None:
        """Write between margins `room` mm apart."""
        self._document, self._room = document, room

    def write(self, blocks: Sequence[Block]) -> None:
        """Write the blocks."""
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                self._paragraph(block, is_leading=leads(blocks, index))
            elif isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, PaperList):
                self._list(block)
            elif isinstance(block, Table):
                self._table(block)
            else:
                assert_never(block)

    def _paragraph(
        self, block: Paragraph, marker: str = "", *, is_leading: bool = False
    ) -> None:
        is_indented = block.is_indented and block.align in {"justify", "left"}
        paragraph = self._document.add_paragraph()
        form.set_line(
            paragraph,
            align=block.align,
            before=GAP_POINTS,
            first_line=INDENT_MM if is_indented else 0,
        )
        paragraph.paragraph_format.keep_with_next = is_leading
        if marker:
            form.add_run(paragraph, f"{marker} ")
        add_runs(paragraph, block.runs)

    def _heading(self, block: Heading) -> None:
        paragraph = self._document.add_paragraph(style=f"Heading {block.level}")
        form.set_line(
            paragraph,
            align="justify",
            before=HEADING_GAP_POINTS,
            first_line=INDENT_MM,
        )
        paragraph.paragraph_format.keep_with_next = True
        add_runs(paragraph, block.runs, bold=True)

    def _list(self, block: PaperList) -> None:
        for marker, item in zip(item_markers(block), block.items, strict=True):
            first = item[0] if item else None
            if isinstance(first, Paragraph):
                self._paragraph(first, marker, is_leading=leads(item, 0))
                self.write(item[1:])
            else:
                self._paragraph(Paragraph([]), marker)
                self.write(item)

    def _table(self, block: Table) -> None:
        block = with_widths(block, self._room)
        rows = [*block.heads, *block.rows]
        if not rows:
            return
        table = self._document.add_table(len(rows), len(block.widths))
        table.style = "Table Grid"
        form.fix_widths(table, _fitting(block.widths, self._room))
        form.set_padding(table, 4)
        free = [[True] * len(block.widths) for _ in rows]
        # Reading the cells of a row from the table takes a time that grows with it.
        grid = [list(row.cells) for row in table.rows]
        for index, row in enumerate(rows):
            is_head = index < len(block.heads)
            _fill_row(grid, free, index, row, is_head=is_head)
        for index in range(len(block.heads)):
            form.repeat_row(table, index)
        form.keep_rows_whole(table)
        if stays_whole(block):
            form.keep_with_next(cell for row in grid[:-1] for cell in row)
        # Some room, as before a paragraph.
        table.rows[0].cells[0].paragraphs[0].paragraph_format.space_before = Pt(2)


def _fitting(widths: Sequence[float], room: float) -> list[float]:
    """Return the widths in proportion, together as wide as the text, as in the PDF."""
    factor = room / (sum(widths) or 1)
    return [width * factor for width in widths]


def _fill_row(
    grid: list[list[_Cell]],
    free: list[list[bool]],
    index: int,
    row: Sequence[Cell],
    *,
    is_head: bool,
) -> None:
    """Write the cells of a row where no cell from above reaches down."""
    column = 0
    for cell in row:
        while column < len(free[index]) and not free[index][column]:
            column += 1
        if column >= len(free[index]):
            return
        down = min(index + cell.rowspan, len(grid)) - 1
        right = min(column + cell.colspan, len(free[index])) - 1
        for taken in range(index, down + 1):
            free[taken][column : right + 1] = [False] * (right + 1 - column)
        target = grid[index][column]
        if (down, right) != (index, column):
            target = target.merge(grid[down][right])
        _fill_cell(target, cell, is_head=is_head)


def _fill_cell(target: _Cell, cell: Cell, *, is_head: bool) -> None:
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = form.first_paragraph(target)
    align = "center" if is_head and cell.align == "left" else cell.align
    form.set_line(paragraph, align=align, points=16.25, before=2)
    paragraph.paragraph_format.space_after = Pt(2)
    add_runs(paragraph, cell.runs, bold=is_head or cell.is_bold, size=TABLE_SIZE)


def add_runs(
    paragraph: DocxParagraph,
    runs: Sequence[Run],
    *,
    bold: bool = False,
    size: float = form.TEXT_SIZE,
) -> None:
    """Add runs in their styles; `bold` makes all of them bold."""
    for run in runs:
        form.add_run(
            paragraph,
            joined(run.text),
            size=size,
            bold=bold or run.bold,
            italic=run.italic,
            underline=run.underline,
        )
