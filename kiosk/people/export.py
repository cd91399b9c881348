"""Export of the members as CSV for Excel in Vietnamese, and as XLSX.

A cell that Excel would take for a formula gets an apostrophe, which Excel hides and the
import removes.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.badges.rules import ROLE_LABELS
from kiosk.people.imports.draft import ImportPhase, ImportState
from kiosk.people.imports.store import ImportStore
from kiosk.people.queries import existing_members
from kiosk.people.rules import FIELD_LABELS, ExistingMember, PersonField
from kiosk.roles import Role
from kiosk.storage.store import Store

PEOPLE_EXPORT_JOB = "copy_roster"
CSV_NAME, XLSX_NAME = "danh-sach.csv", "danh-sach.xlsx"

_FIELDS = (
    *(PersonField.FULL_NAME, PersonField.POSITION, PersonField.UNIT),
    *(PersonField.ROLE, PersonField.SITE, PersonField.SEAT),
)
_WIDTHS = (6, 34, 40, 40, 22, 34, 12)
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def _escape_formula(words: str) -> str:
    return f"'{words}" if words.startswith(_DANGEROUS) else words


def export_rows(people: Sequence[ExistingMember]) -> Iterator[list[str]]:
    """Yield the heading and the rows; cells are escaped against formulas."""
    yield ["STT", *(FIELD_LABELS[field] for field in _FIELDS)]
    for number, person in enumerate(people, 1):
        words = person.words | {
            PersonField.ROLE: ROLE_LABELS[Role(person.words[PersonField.ROLE])]
        }
        yield [str(number), *(_escape_formula(words[field]) for field in _FIELDS)]


def as_csv(people: Sequence[ExistingMember]) -> bytes:
    """Return CSV that Excel in Vietnamese opens by a double click."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(export_rows(people))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(people: Sequence[ExistingMember], path: Path) -> None:
    """Write the list as a workbook with a frozen heading."""
    # Imported late: the server imports this module and starts 0.1 s sooner without.
    import openpyxl  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

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


class PeopleExportJob:
    """Worker job that writes both files."""

    def __init__(self, store: Store) -> None:
        """Write below the files of `store`."""
        self._store = store

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(PEOPLE_EXPORT_JOB, self.copy)

    def copy(self, meeting_id: int) -> None:
        """Write the members as they are now."""
        import_store = ImportStore(self._store.files.root, meeting_id)
        with self._store.read_session() as session:
            people = existing_members(session, meeting_id)
        import_store.folder.mkdir(parents=True, exist_ok=True)
        part = import_store.folder / "copy.part"
        part.write_bytes(as_csv(people))
        part.rename(import_store.folder / CSV_NAME)
        write_xlsx(people, part)
        part.rename(import_store.folder / XLSX_NAME)
        import_store.write(
            "copy", ImportState(phase=ImportPhase.DONE, rows=len(people))
        )
