"""Lists of people for tests and measurements, all made here."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook

from kiosk.badges.rules import ROLE_LABELS
from kiosk.demo.people import delegates

HEADING = (
    "STT",
    "Họ và tên",
    "Chức vụ",
    "Đơn vị công tác",
    "Vai trò",
    "Điểm cầu",
    "Số ghế",
)

Rows = Sequence[Sequence[object]]


def people(count: int) -> list[list[str]]:
    """So many people, as a list has them below its heading; no two are alike."""
    seen, rows = set(), []
    for person in delegates(count * 2):
        if (person.full_name, person.position, person.unit) in seen:
            continue
        seen.add((person.full_name, person.position, person.unit))
        role = ROLE_LABELS[person.role]
        rows.append(
            [
                *(str(len(rows) + 1), person.full_name, person.position),
                *(person.unit, role, person.site, person.seat),
            ]
        )
    return rows[:count]


def as_text(rows: Rows, separator: str = ";", heading: Sequence[str] = HEADING) -> str:
    """A list as text, as Excel saves it."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([heading, *rows])
    return text.getvalue()


def as_csv(rows: Rows, separator: str = ";", heading: Sequence[str] = HEADING) -> bytes:
    """A list in UTF-8 with its mark."""
    return as_text(rows, separator, heading).encode("utf-8-sig")


def as_xlsx(rows: Rows, heading: Sequence[str] = HEADING) -> bytes:
    """A list as a workbook, below the title that such lists have."""
    book = Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH ĐẠI BIỂU"])
    sheet.append([])
    sheet.append(list(heading))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
