"""Lists of generated people for tests and benchmarks."""

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
    """Return rows of `count` different people, without the heading."""
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
    """Return the list as text, as saved by Excel."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([heading, *rows])
    return text.getvalue()


def as_csv(rows: Rows, separator: str = ";", heading: Sequence[str] = HEADING) -> bytes:
    """Return the list in UTF-8 with a byte order mark."""
    return as_text(rows, separator, heading).encode("utf-8-sig")


def as_xlsx(rows: Rows, heading: Sequence[str] = HEADING) -> bytes:
    """Return the list as a workbook, below a title."""
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
