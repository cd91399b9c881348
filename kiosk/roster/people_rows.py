"""From the lines below a heading to people, or to why a line is none; pure."""

from collections.abc import Sequence

from kiosk.errors import N_
from kiosk.roster.cells import Reason, complaint, has_lost_letters, tidy
from kiosk.roster.columns import (
    NAME_PARTS,
    field_of,
    heads_group,
    is_ordinal,
    is_remark,
    match_columns,
    role_of,
)
from kiosk.roster.comparing import key_of
from kiosk.roster.headings import Heading
from kiosk.roster.repairs import offer
from kiosk.roster.row_repairs import RowRepairs, Words
from kiosk.roster.rules import (
    FIELD_LABELS,
    Choice,
    Entry,
    Field,
    Line,
    Offer,
    Problem,
    Table,
)
from kiosk.writings import Writing

# If so many of the rows lost letters, the export lost those of the other rows too.
_SPOILED_SHARE = 0.25


def as_name(text: str, writing: Writing) -> str:
    """Return a name with its capitals: with tones, TCVN3 has no bytes for them."""
    if writing is not Writing.TCVN3:
        return text
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


class RowReader:
    """Reads the lines below a heading, each with its reason if it is no person."""

    def __init__(
        self, table: Table, heading: Heading, columns: dict[int, Field], choice: Choice
    ) -> None:
        """Read as chosen."""
        self._table, self._heading, self._columns = table, heading, columns
        self._choice = choice
        self._merged, self._hidden = set(table.merged), set(table.hidden)
        self._uncalculated = set(table.uncalculated)
        self._is_other_table = False
        self._repairs = RowRepairs(columns, choice)
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.left_out: list[Problem] = []

    def read(self, writing: Writing) -> None:
        """Sort the lines into entries, problems, and lines that are left out."""
        for line in self._heading.above:
            self._leave_out(line, N_("Dòng phía trên tiêu đề bảng."))
        for line in self._heading.below:
            if why := self._why_no_person(line):
                self._leave_out(line, why)
            else:
                self._read_person(line, writing)
        self._hold_spoiled_file()

    def offers(self) -> list[Offer]:
        """Return what can be done about rows of one kind."""
        hidden = [
            self._told(line)
            for line in self._heading.below
            if line.number in self._hidden
        ]
        return [
            *offer(
                "skip_hidden",
                N_("{count} dòng đang ẩn hoặc bị lọc trong tệp: {examples}."),
                N_("Bỏ các dòng ẩn, không nhập"),
                hidden,
                is_taken=self._choice.skip_hidden,
            ),
            *self._repairs.offers(),
        ]

    def _told(self, line: Line) -> str:
        """Return the name on a line, or what stands there instead."""
        named = [place for place, field in self._columns.items() if field in NAME_PARTS]
        cells = [tidy(line.cells[place]) for place in named if place < len(line.cells)]
        return " ".join(filter(None, cells)) or " ".join(map(tidy, line.cells)).strip()

    def _leave_out(self, line: Line, why: str) -> None:
        self.left_out.append(Problem(line.number, self._told(line)[:80], why))

    def _why_no_person(self, line: Line) -> str:
        """Return why a line is left out without being an error, empty if it is not."""
        if line.number in self._hidden and self._choice.skip_hidden:
            return N_("Dòng ẩn trong tệp, đồng chí đã chọn bỏ.")
        if self._repeats_heading(line):
            return N_("Tiêu đề lặp lại.")
        said = {place for place, cell in enumerate(line.cells) if tidy(cell)}
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

    def _repeats_heading(self, line: Line) -> bool:
        """Tell whether the heading stands here again, or that of another table."""
        if not any(
            field_of(cell) is Field.FULL_NAME and len(cell) > 1 for cell in line.cells
        ):
            return False
        cells = [tidy(cell) for cell in line.cells]
        said = {place for place, cell in enumerate(cells) if cell}
        same = [
            place
            for place in said
            if place < len(self._heading.cells)
            and key_of(cells[place]) == key_of(self._heading.cells[place])
        ]
        if len(same) == len(said):
            self._is_other_table = False
            return True
        known = [cell for cell in cells if field_of(cell) or is_ordinal(cell)]
        if len(known) > 1 and len(known) * 2 > len(said):
            own = match_columns(self._heading.cells)
            self._is_other_table = match_columns(cells) != own
            return True
        return False

    def _read_person(self, line: Line, writing: Writing) -> None:
        words = self._words_of(line, writing)
        # Repairs come first, so that they see the cells as they are in the file.
        wrong = [*self._repairs.repair(line, words), *self._complaints(line, words)]
        name = words.get(Field.FULL_NAME, "")
        if structural := self._structural(line, name, has_reason=bool(wrong)):
            wrong = [(structural, {})]
        if wrong:
            self.problems += [Problem(line.number, name, *each) for each in wrong]
        else:
            self.entries.append(Entry(line.number, words))

    def _words_of(self, line: Line, writing: Writing) -> Words:
        words: Words = {}
        for place, field in self._columns.items():
            if place < len(line.cells) and (text := tidy(line.cells[place])):
                words[field] = text
        parts = [words.pop(part, "") for part in NAME_PARTS]
        name = " ".join(filter(None, parts))
        # The name first: of a row with many errors it is told first.
        named = {Field.FULL_NAME: as_name(name, writing)} if name else {}
        return named | words

    def _structural(self, line: Line, name: str, *, has_reason: bool) -> str:
        """Return why the line as a whole cannot be read, empty if it can."""
        width = max(len(self._heading.cells), len(self._columns))
        is_end = line is self._heading.below[-1]
        reasons = (
            (
                self._is_other_table,
                N_("Dòng thuộc bảng khác cột bên dưới. Xin tách thành tệp riêng."),
            ),
            (heads_group(line), N_("Dòng tiêu đề nhóm, không phải một người.")),
            (is_remark(line), N_("Dòng tổng cộng hoặc ghi chú, không phải một người.")),
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

    def _complaints(self, line: Line, words: Words) -> list[Reason]:
        found: list[Reason] = [
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
        return found or _complaints(words)

    def _hold_spoiled_file(self) -> None:
        """Hold every row of a file whose export lost letters, told or not."""
        rows = len(self._heading.below)
        spoiled = spoiled_rows(self._heading.below, self._columns)
        if not spoiled or spoiled < _SPOILED_SHARE * rows:
            return
        sentence = N_(
            "Tệp này mất chữ ở nhiều dòng, nên chữ ở dòng này cũng không chắc đúng."
        )
        self.problems += [
            Problem(entry.row, entry.name, sentence) for entry in self.entries
        ]
        self.entries = []


def _complaints(words: Words) -> list[Reason]:
    # One reason of a kind is enough for a row.
    found: list[Reason] = []
    for field, text in words.items():
        why = complaint(field, text)
        if why and why[0] not in {sentence for sentence, _ in found}:
            found.append(why)
    if not found and (said := words.get(Field.ROLE)):
        role = role_of(said)
        if role is None:
            sentence = N_("Không rõ vai trò “{words}”.")
            found.append((sentence, {"words": said[:40]}))
        else:
            words[Field.ROLE] = role
    return found


def spoiled_rows(lines: Sequence[Line], columns: dict[int, Field]) -> int:
    """Return how many lines lost letters in columns that are used."""
    return sum(
        any(
            place < len(line.cells) and has_lost_letters(line.cells[place])
            for place in columns
        )
        for line in lines
    )
