"""Data of a people import and its limits; pure."""

import hashlib
from enum import StrEnum

import msgspec

from kiosk.badges.rules import ASSIGNABLE_ROLES, ROLE_LABELS
from kiosk.errors import N_
from kiosk.roles import Role
from kiosk.text_encodings import TextEncoding

# The largest list known, all cadres of a province, has 11,873 rows.
MAX_IMPORT_ROWS = 20_000
MAX_IMPORT_COLUMNS = 60
# Largest file in bytes; such a list has a tenth of it.
MAX_IMPORT_BYTES = 20_000_000
MAX_CELL_LENGTH = 200
# Lists create no screens.
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


FieldValues = dict[PersonField, str]
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
    """Choices of the secretary for an import; None: not chosen."""

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
    """A row that is not empty; its number is the one Excel shows."""

    number: int
    cells: list[str]


class PeopleTable(msgspec.Struct):
    """Content of a file before it is interpreted."""

    lines: list[TableRow]
    is_unicode: bool
    # Of a text file: separator, and whether the end is missing.
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
    # Row and column of formulas without a result.
    uncalculated: list[tuple[int, int]] = []


class ImportedPerson(msgspec.Struct, frozen=True):
    """A person in the file; absent fields are not given."""

    row: int
    words: dict[PersonField, str]

    @property
    def name(self) -> str:
        """Return the full name."""
        return self.words[PersonField.FULL_NAME]


class ExistingMember(msgspec.Struct, frozen=True):
    """A member of the meeting."""

    id: int
    words: dict[PersonField, str]
    has_account: bool = False


class PeopleList(msgspec.Struct, frozen=True):
    """The content of an export."""

    people: list[ExistingMember]


class RowProblem(msgspec.Struct, frozen=True):
    """Why a row is not imported, or a remark on it."""

    row: int
    name: str
    sentence: str
    details: dict[str, str | int] = {}


class ImportNote(msgspec.Struct, frozen=True):
    """A remark on the whole file."""

    sentence: str
    details: dict[str, str | int] = {}


class RepairOffer(msgspec.Struct, frozen=True):
    """A repair of rows of one kind that the secretary may choose.

    `name` is its field in `ImportOptions`.
    """

    name: str
    note: ImportNote
    label: str
    is_taken: bool


class MemberChange(msgspec.Struct, frozen=True):
    """An existing member whose data differ in the file."""

    row: int
    member_id: int
    name: str
    before: dict[PersonField, str]
    after: dict[PersonField, str]


class ImportPlan(msgspec.Struct):
    """What an import would change now."""

    new: list[ImportedPerson] = []
    changed: list[MemberChange] = []
    same: int = 0
    duplicates: list[RowProblem] = []
    problems: list[RowProblem] = []
    # Number of members not in the file; they stay.
    absent: int = 0
    new_sites: list[str] = []
    offers: list[RepairOffer] = []
    # Signature of the members that the file was compared with.
    basis: str = ""

    @property
    def signature(self) -> str:
        """Return a hash of the changes."""
        content = [self.new, self.changed, self.new_sites]
        return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:32]

    @property
    def bad_rows(self) -> int:
        """Return the number of rows with problems."""
        return len({problem.row for problem in self.problems})


def role_labels() -> dict[Role, str]:
    """Return the roles that a list may give, with their labels."""
    return {role: ROLE_LABELS[role] for role in IMPORTABLE_ROLES}


# Excel takes a cell that begins so for a formula.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def escape_formula(words: str) -> str:
    """Return a cell that Excel does not take for a formula."""
    return f"'{words}" if words.startswith(_DANGEROUS) else words
