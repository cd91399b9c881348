"""What a list of people consists of, and what is refused of it; pure."""

import hashlib
from enum import StrEnum

import msgspec

from kiosk.badges.rules import GIVEN_ROLES, ROLE_LABELS
from kiosk.errors import N_
from kiosk.roles import Role
from kiosk.writings import Writing

# The largest list by far is that of all cadres of a province: 11,873.
MOST_ROWS = 20_000
MOST_COLUMNS = 60
# What a file may weigh, in bytes; such a list has a tenth of it.
MOST_BYTES = 20_000_000
LONGEST_WORDS = 200
# Screens are no persons, and no list of people makes one.
PERSONS = tuple(role for role in GIVEN_ROLES if role not in {Role.ENTRANCE, Role.WALL})


class Field(StrEnum):
    """What a column can hold."""

    FULL_NAME = "full_name"
    MIDDLE_NAME = "middle_name"
    GIVEN_NAME = "given_name"
    POSITION = "position"
    UNIT = "unit"
    ROLE = "role"
    SITE = "site"
    SEAT = "seat"


FIELD_LABELS: dict[Field, str] = {
    Field.FULL_NAME: N_("Họ và tên"),
    Field.MIDDLE_NAME: N_("Chữ đệm (nếu ở cột riêng)"),
    Field.GIVEN_NAME: N_("Tên (nếu ở cột riêng)"),
    Field.POSITION: N_("Chức vụ"),
    Field.UNIT: N_("Đơn vị công tác"),
    Field.ROLE: N_("Vai trò"),
    Field.SITE: N_("Điểm cầu"),
    Field.SEAT: N_("Số ghế"),
}


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the secretary has chosen of how to read a file; None: not yet."""

    writing: Writing | None = None
    separator: str | None = None
    sheet: str | None = None
    # Which column, from 0, holds what; the others are left out.
    columns: dict[int, Field] | None = None
    create_sites: bool = False
    # Leave hidden and filtered rows out.
    skip_hidden: bool = False
    # Take “Ông”, “Bà”, “Đ/c” … off the names of people who are not known.
    drop_titles: bool = False
    # Take “name – position” in the cell of the name apart.
    split_names: bool = False
    # Write seats that Excel made dates as they were typed.
    restore_seats: bool = False


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A line of the file that is not empty; its number is the one Excel shows."""

    number: int
    cells: list[str]


class Table(msgspec.Struct):
    """A file as it lies there, its letters taken as they are."""

    lines: list[Line]
    is_unicode: bool
    # Of a text file: what stands between cells, and whether its end is missing.
    separator: str = ""
    is_cut: bool = False
    # Of a workbook: what sheets it has, which is read, which lines share a cell.
    sheets: list[str] = []
    hidden_sheets: list[str] = []
    sheet: str = ""
    merged: list[int] = []
    # Cells of the first lines that are one: the line, the first and the last column.
    wide: list[tuple[int, int, int]] = []
    # Lines and columns that Excel does not show.
    hidden: list[int] = []
    hidden_columns: list[int] = []
    # Line and column of formulas without a result.
    uncalculated: list[tuple[int, int]] = []


class Entry(msgspec.Struct, frozen=True):
    """A person as the file has him; what is empty there is not said."""

    row: int
    words: dict[Field, str]

    @property
    def name(self) -> str:
        """Return his full name."""
        return self.words[Field.FULL_NAME]


class Known(msgspec.Struct, frozen=True):
    """A member as the meeting has him."""

    id: int
    words: dict[Field, str]
    has_account: bool = False


class Problem(msgspec.Struct, frozen=True):
    """Why a row is not taken, or what is to be known of it."""

    row: int
    name: str
    sentence: str
    details: dict[str, str | int] = {}


class Note(msgspec.Struct, frozen=True):
    """What is to be known of the whole file."""

    sentence: str
    details: dict[str, str | int] = {}


class Offer(msgspec.Struct, frozen=True):
    """What can be done about rows of one kind, if the secretary says so.

    `name` is the field of `Choice` that says it.
    """

    name: str
    note: Note
    label: str
    is_taken: bool


class Change(msgspec.Struct, frozen=True):
    """A known member of whom the file says something else."""

    row: int
    member_id: int
    name: str
    before: dict[Field, str]
    after: dict[Field, str]


class Plan(msgspec.Struct):
    """What would become of the meeting's list if it were taken over now."""

    new: list[Entry] = []
    changed: list[Change] = []
    same: int = 0
    duplicates: list[Problem] = []
    problems: list[Problem] = []
    # Members of whom the file says nothing; they stay.
    absent: int = 0
    new_sites: list[str] = []
    offers: list[Offer] = []
    # The meeting's list that this was compared with.
    basis: str = ""

    @property
    def signature(self) -> str:
        """Return what tells it from another plan."""
        told = [self.new, self.changed, self.new_sites]
        return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:32]

    @property
    def bad_rows(self) -> int:
        """Return how many rows are not taken."""
        return len({problem.row for problem in self.problems})


def role_labels() -> dict[Role, str]:
    """Return the roles that a list may give, and what each is called."""
    return {role: ROLE_LABELS[role] for role in PERSONS}
