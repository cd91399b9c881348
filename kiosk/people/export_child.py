"""Write the members as CSV for Excel in Vietnamese, and as XLSX."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook

from kiosk.badges.rules import ROLE_LABELS
from kiosk.exports.child import run_child
from kiosk.exports.csv_cells import escape_formula
from kiosk.exports.workbook import SheetWriter
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
    book = Workbook(write_only=True)
    sheet = SheetWriter(book, "Danh sách", _WIDTHS)
    sheet.freeze(1)
    rows = export_rows(people)
    sheet.write(next(rows), bold=True)
    for number, *words in rows:
        sheet.write((int(number), *words))
    book.save(path)


def make(content: PeopleList, out: Path) -> Iterator[tuple[int, int]]:
    """Write both files; yield people done and total."""
    (out / "made.csv").write_bytes(as_csv(content.people))
    write_xlsx(content.people, out / "made.xlsx")
    yield len(content.people), len(content.people)


if __name__ == "__main__":
    run_child(PeopleList, make)
