"""Read the sheets of an untrusted workbook; runs in the sandbox.

Nothing is calculated and no link is followed: of a formula the stored value is read.
"""

import datetime as dt
from pathlib import Path

import python_calamine as calamine

from kiosk.agenda_imports.rules import (
    MAX_CELL_LENGTH,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TABLES,
    AgendaTable,
)
from kiosk.documents.file_types import damaged_office

_VISIBLE = calamine.SheetVisibleEnum.Visible
_WORKSHEET = calamine.SheetTypeEnum.WorkSheet
# Excel keeps a time of day as a fraction of this day.
_DAY_ZERO_YEARS = {1899, 1900, 1904}


def read_sheets(path: Path) -> list[AgendaTable]:
    """Return the visible sheets with content.

    :raises Invalid: the workbook is damaged.
    """
    try:
        with path.open("rb") as file:
            book = calamine.CalamineWorkbook.from_filelike(file)
            names = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == _WORKSHEET and sheet.visible == _VISIBLE
            ]
            values = {
                name: book.get_sheet_by_name(name).to_python(nrows=MAX_ROWS)
                for name in names[:MAX_TABLES]
            }
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged_office() from error
    tables = [
        AgendaTable(name, [[cell_text(value) for value in row] for row in rows])
        for name, rows in values.items()
    ]
    for table in tables:
        table.rows = [row[:MAX_COLUMNS] for row in table.rows if any(row)]
    return [table for table in tables if table.rows]


def cell_text(value: object) -> str:
    """Return the content of a cell as people write it; a time of day as `07:30`."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, dt.datetime) and value.year in _DAY_ZERO_YEARS:
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:MAX_CELL_LENGTH]
