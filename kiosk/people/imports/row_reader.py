"""Turn the rows below a heading into people, or into reasons why not; pure."""

from kiosk.errors import N_
from kiosk.people.imports.cells import (
    RowReason,
    cell_errors,
    clean_cell,
    count_damaged_rows,
)
from kiosk.people.imports.columns import (
    NAME_PARTS,
    field_of_heading,
    is_group_title,
    is_ordinal,
    is_remark_row,
    match_columns,
)
from kiosk.people.imports.diff import comparison_key
from kiosk.people.imports.headings import TableHeading
from kiosk.people.imports.repairs import repair_offer
from kiosk.people.imports.row_repairs import RowRepairs
from kiosk.people.rules import (
    FIELD_LABELS,
    FieldValues,
    ImportedPerson,
    ImportOptions,
    PeopleTable,
    PersonField,
    RepairOffer,
    RowProblem,
    TableRow,
)
from kiosk.text_encodings import TextEncoding

# Share of rows with lost letters above which the whole file is rejected.
_SPOILED_SHARE = 0.25


def capitalise_name(text: str, writing: TextEncoding) -> str:
    """Return a name with capitals: TCVN3 has none with tone marks."""
    if writing is not TextEncoding.TCVN3:
        return text
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


class RowReader:
    """Reads the rows below a heading; each non-person gets a reason."""

    def __init__(
        self,
        table: PeopleTable,
        heading: TableHeading,
        columns: dict[int, PersonField],
        choice: ImportOptions,
    ) -> None:
        """Read with these columns and options."""
        self._table, self._heading, self._columns = table, heading, columns
        self._choice = choice
        self._merged, self._hidden = set(table.merged), set(table.hidden)
        self._uncalculated = set(table.uncalculated)
        self._is_other_table = False
        self._repairs = RowRepairs(columns, choice)
        self.entries: list[ImportedPerson] = []
        self.problems: list[RowProblem] = []
        self.left_out: list[RowProblem] = []

    def read(self, writing: TextEncoding) -> None:
        """Sort the rows into entries, problems, and rows left out."""
        for line in self._heading.above:
            self._leave_out(line, N_("Dòng phía trên tiêu đề bảng."))
        for line in self._heading.below:
            if why := self._why_no_person(line):
                self._leave_out(line, why)
            else:
                self._read_person(line, writing)
        self._hold_spoiled_file()

    def offers(self) -> list[RepairOffer]:
        """Return the repairs that can be chosen."""
        hidden = [
            self._describe(line)
            for line in self._heading.below
            if line.number in self._hidden
        ]
        return [
            *repair_offer(
                "skip_hidden",
                N_("{count} dòng đang ẩn hoặc bị lọc trong tệp: {examples}."),
                N_("Bỏ các dòng ẩn, không nhập"),
                hidden,
                is_taken=self._choice.skip_hidden,
            ),
            *self._repairs.offers(),
        ]

    def _describe(self, line: TableRow) -> str:
        """Return the name in a row, or its other text."""
        named = [place for place, field in self._columns.items() if field in NAME_PARTS]
        cells = [
            clean_cell(line.cells[place]) for place in named if place < len(line.cells)
        ]
        return (
            " ".join(filter(None, cells))
            or " ".join(map(clean_cell, line.cells)).strip()
        )

    def _leave_out(self, line: TableRow, why: str) -> None:
        self.left_out.append(RowProblem(line.number, self._describe(line)[:80], why))

    def _why_no_person(self, line: TableRow) -> str:
        """Return why a row is left out without an error, else empty."""
        if line.number in self._hidden and self._choice.skip_hidden:
            return N_("Dòng ẩn trong tệp, đồng chí đã chọn bỏ.")
        if self._repeats_heading(line):
            return N_("Tiêu đề lặp lại.")
        said = {place for place, cell in enumerate(line.cells) if clean_cell(cell)}
        if not said:
            return N_("Dòng chỉ có dấu gạch hoặc khoảng trắng.")
        cells = self._heading.cells
        if all(
            place < len(cells)
            and is_ordinal(cells[place])
            and line.cells[place].strip("(). ").isdecimal()
            for place in said
        ):
            return N_("Dòng chỉ có số thứ tự.")
        return ""

    def _repeats_heading(self, line: TableRow) -> bool:
        """Return whether the row is this heading again, or another one."""
        if not any(
            field_of_heading(cell) is PersonField.FULL_NAME and len(cell) > 1
            for cell in line.cells
        ):
            return False
        cells = [clean_cell(cell) for cell in line.cells]
        said = {place for place, cell in enumerate(cells) if cell}
        same = [
            place
            for place in said
            if place < len(self._heading.cells)
            and comparison_key(cells[place])
            == comparison_key(self._heading.cells[place])
        ]
        if len(same) == len(said):
            self._is_other_table = False
            return True
        known = [cell for cell in cells if field_of_heading(cell) or is_ordinal(cell)]
        if len(known) > 1 and len(known) * 2 > len(said):
            own = match_columns(self._heading.cells)
            self._is_other_table = match_columns(cells) != own
            return True
        return False

    def _read_person(self, line: TableRow, writing: TextEncoding) -> None:
        words = self._words_of(line, writing)
        # Repairs first: they need the cells as they are in the file.
        wrong = [*self._repairs.repair(line, words), *self._cell_errors(line, words)]
        name = words.get(PersonField.FULL_NAME, "")
        if structural := self._structural(line, name, has_reason=bool(wrong)):
            wrong = [(structural, {})]
        if wrong:
            self.problems += [RowProblem(line.number, name, *each) for each in wrong]
        else:
            self.entries.append(ImportedPerson(line.number, words))

    def _words_of(self, line: TableRow, writing: TextEncoding) -> FieldValues:
        words: FieldValues = {}
        for place, field in self._columns.items():
            if place < len(line.cells) and (text := clean_cell(line.cells[place])):
                words[field] = text
        parts = [words.pop(part, "") for part in NAME_PARTS]
        name = " ".join(filter(None, parts))
        # The name first: errors are reported in this order.
        named = {PersonField.FULL_NAME: capitalise_name(name, writing)} if name else {}
        return named | words

    def _structural(self, line: TableRow, name: str, *, has_reason: bool) -> str:
        """Return why the row as a whole cannot be read, else empty."""
        width = max(len(self._heading.cells), len(self._columns))
        is_end = line is self._heading.below[-1]
        reasons = (
            (
                self._is_other_table,
                N_("Dòng thuộc bảng khác cột bên dưới. Xin tách thành tệp riêng."),
            ),
            (is_group_title(line), N_("Dòng tiêu đề nhóm, không phải một người.")),
            (
                is_remark_row(line),
                N_("Dòng tổng cộng hoặc ghi chú, không phải một người."),
            ),
            (
                line.number in self._merged,
                N_("Dòng có ô gộp. Xin bỏ gộp ô, mỗi người một dòng đủ ô."),
            ),
            (not name and not has_reason, N_("Thiếu họ và tên.")),
            (
                self._table.separator and len(line.cells) > width,
                N_("Dòng thừa ô so với tiêu đề: dấu ngăn lẫn trong chữ."),
            ),
            (
                self._table.is_cut and is_end,
                N_("Dòng cuối thiếu ô: tệp có thể bị đứt giữa chừng."),
            ),
        )
        return next((why for is_so, why in reasons if is_so), "")

    def _cell_errors(self, line: TableRow, words: FieldValues) -> list[RowReason]:
        found: list[RowReason] = [
            (
                N_(
                    "Cột “{column}” là công thức chưa tính. Xin mở tệp bằng Excel,"
                    " lưu lại rồi nhập."
                ),
                {"column": FIELD_LABELS[field]},
            )
            for place, field in self._columns.items()
            if (line.number, place) in self._uncalculated
            and words.get(field, "0") == "0"
        ]
        return found or cell_errors(words)

    def _hold_spoiled_file(self) -> None:
        """Reject all rows of a file whose export lost many letters."""
        rows = len(self._heading.below)
        spoiled = count_damaged_rows(self._heading.below, self._columns)
        if not spoiled or spoiled < _SPOILED_SHARE * rows:
            return
        sentence = N_(
            "Tệp này mất chữ ở nhiều dòng, nên chữ ở dòng này cũng không chắc đúng."
        )
        self.problems += [
            RowProblem(entry.row, entry.name, sentence) for entry in self.entries
        ]
        self.entries = []
