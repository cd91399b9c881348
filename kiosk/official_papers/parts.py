"""Split a paper with a long table into parts that are rendered one after another; pure.

WeasyPrint keeps a whole document in memory: 0.2 MB and 10 ms for a row of ten cells.
"""

from dataclasses import dataclass

import msgspec

from kiosk.official_papers.rules import Block, Cell, OfficialPaper, Table

# Rows rendered at once.
PART_ROWS = 600
_SHORTEST, _LONGEST = 4, 40


@dataclass(frozen=True)
class PaperPart:
    """What one run renders, and the rows of the table that it begins with.

    `first_page` is 1 for the part with the header; the last part has the signatures.
    """

    body: list[Block]
    first_page: int
    first_row: int
    is_last: bool


@dataclass(frozen=True)
class LongPaper:
    """A paper whose body has one table with more rows than are rendered at once."""

    paper: OfficialPaper
    before: list[Block]
    table: Table
    after: list[Block]

    def part(self, first_row: int, first_page: int) -> PaperPart:
        """Return the part that begins with a row on a page."""
        rows = self.table.rows[first_row : first_row + PART_ROWS]
        is_last = first_row + len(rows) == len(self.table.rows)
        table: Block = msgspec.structs.replace(self.table, rows=rows)
        body = [*(self.before if first_row == 0 else []), table]
        body += self.after if is_last else []
        return PaperPart(body, first_page, first_row, is_last)

    def paper_of(self, part: PaperPart) -> OfficialPaper:
        """Return the paper of a part: the ending is on the last one only."""
        if part.is_last:
            return msgspec.structs.replace(self.paper, body=part.body)
        return msgspec.structs.replace(
            self.paper,
            body=part.body,
            signatures=[],
            recipients=[],
            record_root="",
            appendices=[],
        )


def long_paper(paper: OfficialPaper) -> LongPaper | None:
    """Return the paper split at its long table; None if it is rendered at once.

    Cells over several rows cannot be split.
    """
    for index, block in enumerate(paper.body):
        if not isinstance(block, Table) or len(block.rows) <= PART_ROWS:
            continue
        if any(cell.rowspan > 1 for row in block.rows for cell in row):
            continue
        fixed = with_widths(block, 232 if paper.is_landscape else 165)
        return LongPaper(paper, paper.body[:index], fixed, paper.body[index + 1 :])
    return None


def with_widths(table: Table, room: float) -> Table:
    """Return a table whose columns have widths (mm), by the longest texts if need be.

    All parts of a table must have the same columns.
    """
    if table.widths:
        return table
    longest: list[int] = []
    for row in (*table.heads, *table.rows):
        column = 0
        for cell in row:
            column = _note_length(longest, column, cell)
    total = sum(longest) or 1
    widths = [round(room * length / total, 1) for length in longest]
    return msgspec.structs.replace(table, widths=widths)


def _note_length(longest: list[int], column: int, cell: Cell) -> int:
    """Note the length of a cell's text; return the column after it."""
    after = column + cell.colspan
    longest.extend([_SHORTEST] * (after - len(longest)))
    if cell.colspan == 1:
        length = sum(len(run.text) for run in cell.runs)
        longest[column] = max(longest[column], min(length, _LONGEST))
    return after
