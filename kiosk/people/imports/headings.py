"""Locate the heading of a list and detect its columns; pure."""

from collections.abc import Collection, Sequence

import msgspec

from kiosk.people.imports.cells import clean_cell
from kiosk.people.imports.columns import (
    MAX_HEADING_ROWS,
    NAME_PARTS,
    field_of_heading,
    find_heading,
    is_column_numbering,
    is_ordinal,
    is_whole_name,
    match_columns,
)
from kiosk.people.imports.repairs import is_title
from kiosk.people.rules import PeopleTable, PersonField, TableRow
from kiosk.vietnamese import fold

_MAX_GIVEN_NAME_WORDS = 2
# Share of rows that must look like given names in a column without a heading.
_NAME_SHARE = 0.8
# Other content of such columns: marks and sexes.
_NO_GIVEN_NAMES = frozenset({"x", "v", "nam", "nu", "co", "khong"})


class TableHeading(msgspec.Struct):
    """Heading of a list and the rows around it."""

    cells: list[str]
    row: int
    above: Sequence[TableRow]
    # Lines of the heading itself, among them one that numbers the columns.
    rows: list[int]
    below: Sequence[TableRow]
    # Where on the same sheet further tables have their names, and the first begins.
    second: list[int]
    end: int


def locate_heading(
    lines: Sequence[TableRow], merged: Collection[int] = ()
) -> TableHeading:
    """Return the heading of a list and the rows above and below it.

    `merged` are the numbers of lines that share cells with the line above or below.
    """
    place = find_heading(lines)
    line, above, below = lines[place], lines[:place], lines[place + 1 :]
    cells, rows = [clean_cell(cell) for cell in line.cells], [line.number]
    if (
        above
        and above[-1].number == line.number - 1
        and {line.number - 1, line.number} <= set(merged)
    ):
        # A title over some columns, with the headings of the others beside it.
        cells = _merge_heading_rows(
            [clean_cell(cell) for cell in above[-1].cells], cells
        )
        rows.insert(0, above[-1].number)
        above = above[:-1]
    if below and _is_name_subheading(below[0]):
        cells = _merge_heading_rows(
            cells, [clean_cell(cell) for cell in below[0].cells]
        )
        rows.append(below[0].number)
        below = below[1:]
    if below and is_column_numbering(below[0]):
        rows.append(below[0].number)
        below = below[1:]
    second = _side_by_side_tables(cells, below)
    end = min(second, default=len(cells))
    while (
        second
        and end > 0
        and (not cell_at(cells, end - 1) or is_ordinal(cells[end - 1]))
    ):
        end -= 1
    return TableHeading(cells, line.number, above, rows, below, second, end)


def _is_name_subheading(line: TableRow) -> bool:
    """Return whether a row below a heading only divides the name."""
    fields = {field_of_heading(cell) for cell in line.cells if cell.strip()}
    return len(fields) > 1 and fields <= set(NAME_PARTS)


def _merge_heading_rows(above: list[str], below: list[str]) -> list[str]:
    width = max(len(above), len(below))
    above += [""] * (width - len(above))
    below += [""] * (width - len(below))
    return [low or high for high, low in zip(above, below, strict=True)]


def _side_by_side_tables(cells: Sequence[str], below: Sequence[TableRow]) -> list[int]:
    """Return the columns of further tables beside the first."""
    places = [place for place, cell in enumerate(cells) if is_whole_name(cell)]
    last = max(match_columns(cells), default=0)
    # The heading of a further table may stand lower than the first.
    lower = {
        place
        for line in below[:MAX_HEADING_ROWS]
        for place, cell in enumerate(line.cells)
        if place > last and is_whole_name(cell)
    }
    return sorted({*places[1:], *lower})


def detect_columns(heading: TableHeading, table: PeopleTable) -> dict[int, PersonField]:
    """Return the fields of the columns, with unlabelled parts of a name."""
    cells = heading.cells[: heading.end]
    # A column “Title” may hold Mr and Mrs instead of positions.
    cells = [
        ""
        if field_of_heading(cell) is PersonField.POSITION
        and _holds_titles(heading.below, place)
        else cell
        for place, cell in enumerate(cells)
    ]
    columns = match_columns(cells)
    name = next((p for p, f in columns.items() if f is PersonField.FULL_NAME), None)
    if name is None:
        return columns
    given = next((p for p, f in columns.items() if f is PersonField.GIVEN_NAME), None)
    if given is not None:
        if is_whole_name(heading.cells[name]) and _repeats_given_names(
            heading.below, name, given
        ):
            del columns[given]
        return columns
    covered = [
        right for row, left, right in table.wide if row in heading.rows and left == name
    ]
    last = max(covered, default=name + 1)
    parts = [
        place
        for place in range(name + 1, last + 1)
        if not cell_at(heading.cells, place)
        and (covered or _holds_given_names(heading.below, place))
        and any(cell_at(line.cells, place).strip() for line in heading.below)
    ][:2]
    for place, field in zip(reversed(parts), reversed(NAME_PARTS), strict=False):
        columns[place] = field
    return columns


def cell_at(cells: Sequence[str], place: int) -> str:
    """Return the cell in column `place`, empty beyond the end."""
    return cells[place] if place < len(cells) else ""


def _repeats_given_names(lines: Sequence[TableRow], name: int, given: int) -> bool:
    """Return whether the given names only repeat the ends of full names."""
    pairs = [
        (
            fold(clean_cell(cell_at(line.cells, name))),
            fold(clean_cell(cell_at(line.cells, given))),
        )
        for line in lines
    ]
    pairs = [(whole, part) for whole, part in pairs if whole and part]
    same = sum(whole.endswith(f" {part}") for whole, part in pairs)
    return bool(pairs) and same >= _NAME_SHARE * len(pairs)


def _holds_titles(lines: Sequence[TableRow], place: int) -> bool:
    said = [
        words for line in lines if (words := clean_cell(cell_at(line.cells, place)))
    ]
    return bool(said) and all(map(is_title, said))


def _holds_given_names(lines: Sequence[TableRow], place: int) -> bool:
    said = [
        words for line in lines if (words := clean_cell(cell_at(line.cells, place)))
    ]
    fitting = sum(
        len(words.split()) <= _MAX_GIVEN_NAME_WORDS
        and words.replace(" ", "").isalpha()
        and fold(words) not in _NO_GIVEN_NAMES
        for words in said
    )
    return len(said) * 2 > len(lines) and fitting >= _NAME_SHARE * len(said)
