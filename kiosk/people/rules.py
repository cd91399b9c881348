"""What a list of people consists of, and what is refused of it; pure."""

import hashlib
from enum import StrEnum

import msgspec

from kiosk.badges.rules import ASSIGNABLE_ROLES, ROLE_LABELS
from kiosk.errors import N_
from kiosk.roles import Role
from kiosk.text_encodings import TextEncoding

# The largest list by far is that of all cadres of a province: 11,873.
MAX_IMPORT_ROWS = 20_000
MAX_IMPORT_COLUMNS = 60
# What a file may weigh, in bytes; such a list has a tenth of it.
MAX_IMPORT_BYTES = 20_000_000
MAX_CELL_LENGTH = 200
# Screens are no persons, and no list of people makes one.
IMPORTABLE_ROLES = tuple(
    role for role in ASSIGNABLE_ROLES if role not in {Role.ENTRANCE, Role.WALL}
)


class PersonField(StrEnum):
    """What a column can hold."""

    FULL_NAME = "full_name"
    MIDDLE_NAME = "middle_name"
    GIVEN_NAME = "given_name"
    POSITION = "position"
    UNIT = "unit"
    ROLE = "role"
    SITE = "site"
    SEAT = "seat"


FIELD_LABELS: dict[PersonField, str] = {
    PersonField.FULL_NAME: N_("Họ và tên"),
    PersonField.MIDDLE_NAME: N_("Chữ đệm (nếu ở cột riêng)"),
    PersonField.GIVEN_NAME: N_("Tên (nếu ở cột riêng)"),
    PersonField.POSITION: N_("Chức vụ"),
    PersonField.UNIT: N_("Đơn vị công tác"),
    PersonField.ROLE: N_("Vai trò"),
    PersonField.SITE: N_("Điểm cầu"),
    PersonField.SEAT: N_("Số ghế"),
}


class ImportOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the secretary has chosen of how to read a file; None: not yet."""

    writing: TextEncoding | None = None
    separator: str | None = None
    sheet: str | None = None
    # Which column, from 0, holds what; the others are left out.
    columns: dict[int, PersonField] | None = None
    create_sites: bool = False
    # Leave hidden and filtered rows out.
    skip_hidden: bool = False
    # Take “Ông”, “Bà”, “Đ/c” … off the names of people who are not known.
    drop_titles: bool = False
    # Take “name – position” in the cell of the name apart.
    split_names: bool = False
    # Write seats that Excel made dates as they were typed.
    restore_seats: bool = False


class TableRow(msgspec.Struct, frozen=True, array_like=True):
    """A line of the file that is not empty; its number is the one Excel shows."""

    number: int
    cells: list[str]


class PeopleTable(msgspec.Struct):
    """A file as it lies there, its letters taken as they are."""

    lines: list[TableRow]
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
    # TableRow and column of formulas without a result.
    uncalculated: list[tuple[int, int]] = []


class ImportedPerson(msgspec.Struct, frozen=True):
    """A person as the file has him; what is empty there is not said."""

    row: int
    words: dict[PersonField, str]

    @property
    def name(self) -> str:
        """Return his full name."""
        return self.words[PersonField.FULL_NAME]


class ExistingMember(msgspec.Struct, frozen=True):
    """A member as the meeting has him."""

    id: int
    words: dict[PersonField, str]
    has_account: bool = False


class RowProblem(msgspec.Struct, frozen=True):
    """Why a row is not taken, or what is to be known of it."""

    row: int
    name: str
    sentence: str
    details: dict[str, str | int] = {}


class ImportNote(msgspec.Struct, frozen=True):
    """What is to be known of the whole file."""

    sentence: str
    details: dict[str, str | int] = {}


class RepairOffer(msgspec.Struct, frozen=True):
    """What can be done about rows of one kind, if the secretary says so.

    `name` is the field of `ImportOptions` that says it.
    """

    name: str
    note: ImportNote
    label: str
    is_taken: bool


class MemberChange(msgspec.Struct, frozen=True):
    """A known member of whom the file says something else."""

    row: int
    member_id: int
    name: str
    before: dict[PersonField, str]
    after: dict[PersonField, str]


class ImportPlan(msgspec.Struct):
    """What would become of the meeting's list if it were taken over now."""

    new: list[ImportedPerson] = []
    changed: list[MemberChange] = []
    same: int = 0
    duplicates: list[RowProblem] = []
    problems: list[RowProblem] = []
    # Members of whom the file says nothing; they stay.
    absent: int = 0
    new_sites: list[str] = []
    offers: list[RepairOffer] = []
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
    return {role: ROLE_LABELS[role] for role in IMPORTABLE_ROLES}
