"""Data of an agenda import and its limits; pure."""

from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.agenda.rules import ItemKind
from kiosk.errors import N_

# An agenda of several days has a hundred rows.
MAX_ROWS = 400
MAX_COLUMNS = 20
MAX_CELL_LENGTH = 2_000
# Tables of one file that are offered.
MAX_TABLES = 20
MAX_FILE_BYTES = 20_000_000

Cell = Annotated[str, msgspec.Meta(max_length=MAX_CELL_LENGTH)]
Row = Annotated[list[Cell], msgspec.Meta(max_length=MAX_COLUMNS)]
Rows = Annotated[list[Row], msgspec.Meta(min_length=1, max_length=MAX_ROWS)]


class AgendaColumn(StrEnum):
    """What a column of the table can hold."""

    TIME = "time"
    MINUTES = "minutes"
    CONTENT = "content"
    PRESENTER = "presenter"


COLUMN_LABELS: dict[AgendaColumn, str] = {
    AgendaColumn.TIME: N_("Thời gian"),
    AgendaColumn.MINUTES: N_("Số phút"),
    AgendaColumn.CONTENT: N_("Nội dung"),
    AgendaColumn.PRESENTER: N_("Người trình bày"),
}


class AgendaTable(msgspec.Struct):
    """A table of a file; sheets have names, tables of a text have none."""

    name: str
    rows: list[list[str]]


class ParsedRow(msgspec.Struct):
    """A row of the table as an agenda item, before its presenter is looked up."""

    title: str
    minutes: int
    kind: ItemKind
    presenter: str
    # Titles of parts, like “Buổi sáng”, are left out unless the secretary adds them.
    is_included: bool = True


class ParsedAgenda(msgspec.Struct):
    """The items of a table, and how its columns were understood."""

    columns: dict[int, AgendaColumn]
    # The cells of the heading, or of the first row; as many as the table has columns.
    headings: list[str]
    has_heading: bool
    rows: list[ParsedRow]
