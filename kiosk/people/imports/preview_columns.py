"""Columns of a list as shown in the preview, with a reason if unused; pure."""

import msgspec

from kiosk.errors import N_
from kiosk.people.imports.cells import clean_cell
from kiosk.people.imports.columns import field_of_heading, is_ordinal
from kiosk.people.imports.headings import TableHeading, cell_at
from kiosk.people.rules import ImportNote, PeopleTable, PersonField


class PreviewColumn(msgspec.Struct, frozen=True):
    """A column in the preview: heading, example, field, or why it is unused.

    `place` counts from 0.
    """

    place: int
    heading: str
    example: str
    field: PersonField | None
    why: ImportNote | None = None


def preview_columns(
    heading: TableHeading,
    table: PeopleTable,
    columns: dict[int, PersonField],
    *,
    chosen: bool,
) -> list[PreviewColumn]:
    """Return the columns with content, each with its field or a reason."""
    examples: dict[int, str] = {}
    for line in heading.below:
        for place, cell in enumerate(line.cells):
            words = "" if place in examples else clean_cell(cell)
            if words and words != cell_at(heading.cells, place):
                examples[place] = words[:80]
    width = max([len(heading.cells), *(place + 1 for place in examples)])
    return [
        PreviewColumn(
            place,
            words[:80],
            examples.get(place, ""),
            columns.get(place),
            _column_note(heading, table, columns, place, chosen=chosen),
        )
        for place in range(width)
        if (words := cell_at(heading.cells, place)) or place in examples
    ]


def _column_note(
    heading: TableHeading,
    table: PeopleTable,
    columns: dict[int, PersonField],
    place: int,
    *,
    chosen: bool,
) -> ImportNote | None:
    """Return why a column is unused, or a remark on a used one."""
    words = cell_at(heading.cells, place)
    if place in columns:
        return _used_column_note(table, place)
    field = field_of_heading(words)
    taken = next((p for p, held in columns.items() if held is field), None)
    if heading.second and place >= heading.end:
        sentence = N_("Bảng thứ hai nằm cạnh, không đọc.")
    elif is_ordinal(words):
        sentence = N_("Số thứ tự, không cần.")
    elif chosen:
        sentence = N_("Đồng chí đã chọn không dùng.")
    elif taken is not None:
        other = cell_at(heading.cells, taken) or str(taken + 1)
        return ImportNote(N_("Mục này đã lấy ở cột “{other}”."), {"other": other})
    elif words:
        sentence = N_("Hệ thống không lưu mục này.")
    else:
        sentence = N_("Cột không có tiêu đề.")
    return ImportNote(sentence)


def _used_column_note(table: PeopleTable, place: int) -> ImportNote | None:
    if place in table.hidden_columns:
        return ImportNote(N_("Cột đang ẩn trong tệp, vẫn được đọc."))
    return None
