"""Match the headings of a list to fields; pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kiosk.badges.rules import ROLE_LABELS
from kiosk.people.rules import IMPORTABLE_ROLES, PersonField, TableRow
from kiosk.roles import Role
from kiosk.vietnamese import fold

# Rows searched for the heading; names of body and list may stand above it.
MAX_HEADING_ROWS = 60
# Headings without diacritics and punctuation. Of two columns for one field the one
# whose heading comes first here is used.
_HEADINGS: dict[PersonField, tuple[str, ...]] = {
    PersonField.FULL_NAME: (
        *("ho va ten", "ho ten", "ho va chu dem", "ho dem", "ho va ten dem"),
        *("ho ten dai bieu", "ten dai bieu", "ten day du", "ho", "ho lot"),
        *("ho va chu lot", "full name", "name", "delegate name", "surname"),
        *("last name", "family name", "delegate", "participant"),
        *("name of delegate", "name of participant", "attendee", "attendee name"),
        *("employee name", "name in full"),
    ),
    PersonField.MIDDLE_NAME: (
        *("chu dem", "ten dem", "dem", "chu lot", "ten lot", "middle name"),
        *("chu dem chu lot", "middle"),
    ),
    PersonField.GIVEN_NAME: ("ten", "ten goi", "given name", "first name"),
    PersonField.POSITION: (
        *("chuc vu", "chuc danh", "chuc vu chuc danh", "cap bac chuc vu"),
        *("position", "title", "job title", "designation", "job position", "rank"),
    ),
    PersonField.UNIT: (
        *("don vi cong tac", "don vi", "co quan", "co quan don vi", "noi cong tac"),
        *("co quan cong tac", "to chuc", "phong ban", "unit", "organization"),
        *("organisation", "department", "agency", "office", "company", "institution"),
        *("workplace", "work unit", "place of work", "division", "affiliation"),
    ),
    PersonField.ROLE: (
        *("vai tro", "thanh phan", "tu cach", "doi tuong", "role", "capacity"),
        *("delegate type", "participant type"),
    ),
    PersonField.SITE: ("diem cau", "ten diem cau", "site", "venue", "connected site"),
    PersonField.SEAT: (
        *("so ghe", "ghe", "vi tri ngoi", "cho ngoi", "seat", "seat no"),
        *("seat number", "seat nr"),
    ),
}
# What makes up the name of a person, in this order.
NAME_PARTS = (PersonField.FULL_NAME, PersonField.MIDDLE_NAME, PersonField.GIVEN_NAME)
# Headings of a whole name: another column with the given name only repeats it.
_WHOLE_NAMES = frozenset({"ho va ten", "ho ten", "full name", "ten day du"})
_ORDINALS = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "nr", "#", "order"})
# A longer heading may begin so: “Chức vụ, đơn vị công tác hiện nay”.
_SHORTEST_START = 6
_STARTS = {
    field: tuple(f"{name} " for name in names if len(name) >= _SHORTEST_START)
    for field, names in _HEADINGS.items()
}
_ROLE_WORDS: dict[str, Role] = {
    "chu tri": Role.CHAIR,
    "chinh thuc": Role.OFFICIAL_DELEGATE,
    "dai bieu": Role.OFFICIAL_DELEGATE,
    "trieu tap": Role.OFFICIAL_DELEGATE,
    "dai bieu trieu tap": Role.OFFICIAL_DELEGATE,
    "moi": Role.INVITED_DELEGATE,
    "moi du": Role.INVITED_DELEGATE,
    "duoc moi": Role.INVITED_DELEGATE,
    "dai bieu moi du": Role.INVITED_DELEGATE,
    "dai bieu du thinh": Role.INVITED_DELEGATE,
    "khach": Role.GUEST,
}
# Beginnings of rows about the list itself.
_REMARKS = (
    *("tong cong", "tong so", "danh sach", "nguoi lap", "ghi chu", "noi nhan"),
    *("xac nhan cua", "ngay ", "total", "note", "list of", "prepared by"),
)
_SIGNS = re.compile(r"[\W_]+")
# Below some headings their columns are counted: (1) (2) (3), or A B C.
_COUNTED = re.compile(r"\(?(\d{1,2}|[a-z])\)?", re.IGNORECASE)
# Before the title of a group of people stands such a number, before a person does not.
_GROUP = re.compile(r"([IVX]{1,6}|[A-HK-U])[.)/-]?")
_TITLE = re.compile(r"([IVX]{1,6}|[A-HK-U])[.)/-] ")


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


@lru_cache(maxsize=4_096)
def _match_heading(heading: str) -> tuple[PersonField, int] | None:
    """Return the field of a heading and its rank; 0 is the surest."""
    plain = _plain(heading)
    for field, names in _HEADINGS.items():
        if plain in names:
            return field, names.index(plain)
    return next(
        (
            (field, len(_HEADINGS[field]))
            for field, starts in _STARTS.items()
            if plain.startswith(starts)
        ),
        None,
    )


def field_of_heading(heading: str) -> PersonField | None:
    """Return the field of a column with this heading, if known."""
    found = _match_heading(heading)
    return found[0] if found else None


def match_columns(headings: Sequence[str]) -> dict[int, PersonField]:
    """Return the field of each known column, from 0; each field once."""
    best: dict[PersonField, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        if found := _match_heading(heading):
            field, rank = found
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    if PersonField.FULL_NAME not in best and PersonField.GIVEN_NAME in best:
        # “Tên” alone is the whole name.
        best[PersonField.FULL_NAME] = best.pop(PersonField.GIVEN_NAME)
    return {place: field for field, (_, place) in sorted(best.items(), key=_by_place)}


def _by_place(held: tuple[PersonField, tuple[int, int]]) -> int:
    return held[1][1]


def is_ordinal(heading: str) -> bool:
    """Return whether a column with this heading only numbers the rows."""
    return heading.strip() == "#" or _plain(heading) in _ORDINALS


def is_whole_name(heading: str) -> bool:
    """Return whether a column with this heading holds full names."""
    return _plain(heading) in _WHOLE_NAMES


def count_heading_fields(lines: Sequence[TableRow]) -> int:
    """Return the most fields that one row names; 0 without a name column."""
    return max((_heading_fields(line) for line in lines[:MAX_HEADING_ROWS]), default=0)


def _heading_fields(line: TableRow) -> int:
    fields = match_columns(line.cells).values()
    return len(fields) if PersonField.FULL_NAME in fields else 0


def find_heading(lines: Sequence[TableRow]) -> int:
    """Return the index of the heading row; 0 if there is none."""
    scores = [_heading_fields(line) for line in lines[:MAX_HEADING_ROWS]]
    return scores.index(max(scores)) if scores else 0


def is_column_numbering(line: TableRow) -> bool:
    """Return whether a row only numbers the columns."""
    cells = [cell for cell in line.cells if cell.strip()]
    return len(cells) > 1 and all(_COUNTED.fullmatch(cell.strip()) for cell in cells)


def is_group_title(line: TableRow) -> bool:
    """Return whether a row is the title of a group, like `II` and its name."""
    cells = [cell.strip() for cell in line.cells if cell.strip()]
    if len(cells) == 1:
        return bool(_TITLE.match(cells[0]))
    return len(cells) == 2 and bool(_GROUP.fullmatch(cells[0]))  # noqa: PLR2004


def is_remark_row(line: TableRow) -> bool:
    """Return whether a row is only a total, a title or a signature."""
    cells = [cell for cell in line.cells if cell.strip()]
    return len(cells) == 1 and _plain(cells[0]).startswith(_REMARKS)


@lru_cache(maxsize=4_096)
def role_from_text(words: str) -> Role | None:
    """Return the role that a cell names, None if unknown."""
    plain = _plain(words)
    for role in IMPORTABLE_ROLES:
        if plain in {_plain(ROLE_LABELS[role]), role.replace("_", " ")}:
            return role
    return _ROLE_WORDS.get(plain)
