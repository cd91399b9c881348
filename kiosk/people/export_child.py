"""Write the members as CSV for Excel in Vietnamese, and as XLSX."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from kiosk.badges.rules import ROLE_LABELS
from kiosk.exports.child import run_child
from kiosk.exports.csv_cells import escape_formula
from kiosk.people.rules import FIELD_LABELS, ExistingMember, PeopleList, PersonField
from kiosk.roles import Role

_FIELDS = (
    *(PersonField.FULL_NAME, PersonField.POSITION, PersonField.UNIT),
    *(PersonField.ROLE, PersonField.SITE, PersonField.SEAT),
)
_WIDTHS = (6, 34, 40, 40, 22, 34, 12)


def export_rows(people: Sequence[ExistingMember]) -> Iterator[list[str]]:
    """Yield the heading and the rows; cells are escaped against formulas."""
    yield ["STT", *(FIELD_LABELS[field] for field in _FIELDS)]
    for number, person in enumerate(people, 1):
        words = person.words | {
            PersonField.ROLE: ROLE_LABELS[Role(person.words[PersonField.ROLE])]
        }
        yield [str(number), *(escape_formula(words[field]) for field in _FIELDS)]


def as_csv(people: Sequence[ExistingMember]) -> bytes:
    """Return CSV that Excel in Vietnamese opens by a double click."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(export_rows(people))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(people: Sequence[ExistingMember], path: Path) -> None:
    """Write the list as a workbook with a frozen heading."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    rows = export_rows(people)
    heading = [WriteOnlyCell(sheet, value=words) for words in next(rows)]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for number, *words in rows:
        sheet.append([int(number), *words])
    book.save(path)


def make(content: PeopleList, out: Path) -> Iterator[tuple[int, int]]:
    """Write both files; yield people done and total."""
    (out / "made.csv").write_bytes(as_csv(content.people))
    write_xlsx(content.people, out / "made.xlsx")
    yield len(content.people), len(content.people)


if __name__ == "__main__":
    run_child(PeopleList, make)
