"""Undo what people and Excel do to cells of a list; pure."""

import re
from collections.abc import Collection, Sequence

from kiosk.errors import N_
from kiosk.people.imports.diff import comparison_key
from kiosk.people.rules import (
    ExistingMember,
    ImportedPerson,
    ImportNote,
    PersonField,
    RepairOffer,
    RowProblem,
)

_MAX_EXAMPLES = 3

# How people are addressed, and degrees. “Ông” is a family name too: so it is asked.
_TITLE = re.compile(
    r"""(?:
        (?:ông\s*/\s*bà|ông\s*\(\s*bà\s*\)|ông|bà|anh|chị|cô|đồng\s+chí
            |đ/c|đ\.c\.?|đc\.?|đại\s+biểu|comrade|mr|mrs|ms|dr|prof)
        (?:[.:]\s*|\s+)
      | (?:(?:pgs|gs|tskh|ts|ths|cn|ks|bs|ls|ncs|bscki{1,2}|ckii?|tiến\s+sĩ
            |thạc\s+sĩ|bác\s+sĩ|kỹ\s+sư|luật\s+sư|cử\s+nhân|giáo\s+sư|phó\s+giáo\s+sư
            |đại\s+tướng|thượng\s+tướng|trung\s+tướng|thiếu\s+tướng|đại\s+tá
            |thượng\s+tá|trung\s+tá|thiếu\s+tá|đại\s+uý|đại\s+úy|thượng\s+uý
            |thượng\s+úy|trung\s+uý|trung\s+úy|thiếu\s+uý|thiếu\s+úy)
        (?:[.,]\s*|\s+))
    )+""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = r"[^\W\d_][^\d;|<>{}=\\,()–—:]*?"
# A name, then a position: behind a dash, a comma, a colon, in brackets, on a new line.
_JOINED = re.compile(
    rf"({_NAME})(?:\s+[-–—]\s*|\s*[-–—]\s+|\s*[–—,:]\s*|\s*\((?=[^()]+\)$)|\s*\n\s*)"
    r"(?=[^\W\d_])(.+?)\)?",
    re.DOTALL,
)
_POSITION_STARTS = (
    *("giám", "phó", "bí", "chủ", "trưởng", "uỷ", "ủy", "chuyên", "chánh", "cán"),
    *("thư", "đại", "hiệu", "kế", "nhân", "viên", "tổng", "thường", "công"),
)
_NAME_WORDS = range(2, 9)

# A seat of two numbers becomes a date, whose day and month they are; so Excel shows it.
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?: 00:00:00)?")
_ISO_DATE = re.compile(r"\d{4}-(\d{1,2})-(\d{1,2})(?:[T ]00:00:00)?")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = r"(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|thg ?(\d{1,2}))"
_DAY_MONTH = re.compile(rf"(\d{{1,2}})[- /]{_MONTH}", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"{_MONTH}[- /](\d{{1,2}})", re.IGNORECASE)


def seat_as_typed(text: str) -> str:
    """Return the seat that Excel turned into a date, else empty."""
    if found := _DATE.fullmatch(text):
        return f"{int(found[1])}-{int(found[2])}"
    if found := _ISO_DATE.fullmatch(text):
        return f"{int(found[2])}-{int(found[1])}"
    if found := _DAY_MONTH.fullmatch(text):
        return f"{int(found[1])}-{_month(found[2], found[3])}"
    if found := _MONTH_YEAR.fullmatch(text):
        return f"{_month(found[1], found[2])}-{int(found[3])}"
    return ""


def _month(name: str | None, number: str | None) -> int:
    return int(number) if number else _MONTHS.index(str(name).lower()) // 3 + 1


def name_and_position(text: str) -> tuple[str, str] | None:
    """Return name and position if one cell holds both."""
    found = _JOINED.fullmatch(text.strip())
    if not found:
        return None
    name, position = (" ".join(part.split()) for part in found.groups())
    on_new_line = "\n" in text[found.end(1) : found.start(2)]
    if len(name.split()) not in _NAME_WORDS or (
        on_new_line and position.split()[0].lower() not in _POSITION_STARTS
    ):
        return None
    return name, position


def is_title(text: str) -> bool:
    """Return whether the text is only a form of address."""
    return bool(_TITLE.fullmatch(f"{text} "))


def without_title(name: str) -> str:
    """Return a name without “Ông”, “Bà”, “Đ/c” or degrees before it.

    If fewer than two words remain, the whole text is the name.
    """
    found = _TITLE.match(name)
    rest = name[found.end() :].strip() if found else ""
    return rest if len(rest.split()) > 1 else name


def resolve_titles(
    entries: Sequence[ImportedPerson], known: Sequence[ExistingMember], *, drop: bool
) -> tuple[list[ImportedPerson], list[RowProblem], list[RepairOffer]]:
    """Return entries with known names, problems, and the offer to drop titles.

    A member known without the title is that person. Otherwise “Ông” may be a title or a
    family name: unless `drop` is set the row is a problem.
    """
    units: dict[str, set[str]] = {}
    for member in known:
        key = comparison_key(member.words[PersonField.FULL_NAME])
        units.setdefault(key, set()).add(
            comparison_key(member.words.get(PersonField.UNIT, ""))
        )
    settled, problems, asked = [], [], []
    for entry in entries:
        name = without_title(entry.name)
        if name == entry.name or comparison_key(entry.name) in units:
            settled.append(entry)
            continue
        plain = ImportedPerson(entry.row, {**entry.words, PersonField.FULL_NAME: name})
        if _is_known(plain, units.get(comparison_key(name), ())):
            settled.append(plain)
            continue
        asked.append(entry.name)
        if drop:
            settled.append(plain)
        else:
            sentence = N_(
                "Trước họ tên có “{title}”. Nếu là cách gọi, chọn bỏ ở trên; nếu là"
                " họ, thêm người này bằng tay."
            )
            title = entry.name[: len(entry.name) - len(name)].strip()
            problems.append(
                RowProblem(entry.row, entry.name, sentence, {"title": title})
            )
    repair_offer = title_repair_offer(asked, is_taken=drop)
    return settled, problems, repair_offer


def _is_known(entry: ImportedPerson, units: Collection[str]) -> bool:
    unit = comparison_key(entry.words.get(PersonField.UNIT, ""))
    return bool(units) and (not unit or unit in units or "" in units)


def title_repair_offer(names: Sequence[str], *, is_taken: bool) -> list[RepairOffer]:
    """Return the offer to drop the titles of these names, if any."""
    sentence = N_("{count} họ tên bắt đầu bằng cách gọi hoặc học vị: {examples}.")
    label = N_("Bỏ Ông, Bà, Đ/c, TS. … trước các họ tên này")
    return repair_offer("drop_titles", sentence, label, names, is_taken=is_taken)


def repair_offer(
    name: str, sentence: str, label: str, cells: Sequence[str], *, is_taken: bool
) -> list[RepairOffer]:
    """Return the offer for these cells, if there are any."""
    if not cells:
        return []
    examples = "; ".join(f"“{cell[:60]}”" for cell in cells[:_MAX_EXAMPLES])
    note = ImportNote(sentence, {"count": len(cells), "examples": examples})
    return [RepairOffer(name, note, label, is_taken)]
