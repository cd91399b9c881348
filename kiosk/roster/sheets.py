"""From the lines of a file to people: its heading, its columns, its letters; pure."""

from collections.abc import Sequence

import msgspec

from kiosk.errors import N_
from kiosk.roster.columns import (
    counts_columns,
    find_heading,
    heads_group,
    match_columns,
    role_of,
)
from kiosk.roster.rules import (
    Choice,
    Entry,
    Field,
    Line,
    Problem,
    Table,
    complaint,
    tidy,
)
from kiosk.vietnamese import nfc
from kiosk.writings import Writing, rewrite, weigh

_SAMPLES = 3


class Sample(msgspec.Struct, frozen=True):
    """How names of the file look in one way of writing, and how right that is."""

    writing: Writing
    names: list[str]
    share: float


class Column(msgspec.Struct, frozen=True):
    """A column as the secretary sees it: its heading, an example, what it holds."""

    place: int
    heading: str
    example: str
    field: Field | None


class Reading(msgspec.Struct):
    """How a file was read: what was found of itself, or chosen."""

    samples: list[Sample]
    # None: somebody has to choose first.
    writing: Writing | None
    heading_row: int
    columns: list[Column]
    has_names: bool


class Sheet(msgspec.Struct):
    """The people of a file, still compared with nobody."""

    reading: Reading
    entries: list[Entry]
    problems: list[Problem]


def read_sheet(table: Table, choice: Choice) -> Sheet:
    """Return the people of a table, read as chosen."""
    text = "\n".join(" ".join(line.cells) for line in table.lines)
    shares = weigh(text, is_unicode=table.is_unicode)
    best = next(iter(shares))
    is_sure = table.is_unicode and best is Writing.UNICODE
    writing = choice.writing if choice.writing in shares else None
    writing = writing or (best if is_sure else None)
    shown = writing or best
    lines = [_rewritten(line, shown) for line in table.lines]
    place = find_heading(lines)
    heading, below = lines[place], lines[place + 1 :]
    if below and counts_columns(below[0]):
        below = below[1:]
    columns = choice.columns
    if columns is None:
        columns = match_columns([tidy(cell) for cell in heading.cells])
    samples = [
        Sample(each, _names(table.lines[place + 1 :], columns, each), round(share, 3))
        for each, share in shares.items()
    ]
    reading = Reading(
        samples=samples,
        writing=writing,
        heading_row=heading.number,
        columns=_columns(heading, below, columns),
        has_names=Field.FULL_NAME in columns.values(),
    )
    sheet = Sheet(reading, [], [])
    if reading.has_names:
        _fill(sheet, table, below, len(heading.cells), columns)
    return sheet


def _rewritten(line: Line, writing: Writing) -> Line:
    return Line(line.number, [nfc(rewrite(cell, writing)) for cell in line.cells])


def _names(lines: Sequence[Line], columns: dict[int, Field], way: Writing) -> list[str]:
    """Return a few names with marks, which tell whether they are right."""
    places = [
        place
        for place, field in sorted(columns.items(), key=lambda pair: pair[1])
        if field in {Field.FULL_NAME, Field.GIVEN_NAME}
    ] or [0]
    raw = [
        " ".join(line.cells[place] for place in places if place < len(line.cells))
        for line in lines
    ]
    telling = [name for name in raw if not name.isascii()] or [n for n in raw if n]
    return [_as_name(tidy(nfc(rewrite(n, way))), way) for n in telling[:_SAMPLES]]


def _as_name(text: str, writing: Writing) -> str:
    """Return a name with its capitals: with tones, TCVN3 has no bytes for them."""
    if writing is not Writing.TCVN3:
        return text
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


def _columns(
    heading: Line, below: Sequence[Line], columns: dict[int, Field]
) -> list[Column]:
    few = below[:20]
    width = max(len(line.cells) for line in [heading, *few])

    def example(place: int) -> str:
        said = (line.cells[place] for line in few if place < len(line.cells))
        return next((tidy(cell)[:80] for cell in said if tidy(cell)), "")

    cells = [tidy(cell)[:80] for cell in heading.cells]
    cells += [""] * (width - len(cells))
    return [
        Column(place, cell, example(place), columns.get(place))
        for place, cell in enumerate(cells)
        if cell or example(place)
    ]


def _fill(
    sheet: Sheet,
    table: Table,
    lines: Sequence[Line],
    width: int,
    columns: dict[int, Field],
) -> None:
    """Make people of the lines below a heading of so many cells."""
    merged = set(table.merged)
    writing = sheet.reading.writing or sheet.reading.samples[0].writing
    for line in lines:
        words = _words_of(line, columns, writing)
        name = words.get(Field.FULL_NAME, "")
        wrong = list(_complaints(words))
        if heads_group(line):
            wrong = [(N_("Dòng tiêu đề nhóm, không phải một người."), {})]
        elif line.number in merged:
            wrong = [(N_("Dòng có ô gộp. Xin bỏ gộp ô, mỗi người một dòng đủ ô."), {})]
        elif not name:
            wrong.insert(0, (N_("Thiếu họ và tên."), {}))
        elif table.separator and len(line.cells) > max(width, len(columns)):
            wrong = [(N_("Dòng thừa ô so với tiêu đề: dấu ngăn lẫn trong chữ."), {})]
        elif table.is_cut and line is lines[-1]:
            wrong = [(N_("Dòng cuối thiếu ô: tệp có thể bị đứt giữa chừng."), {})]
        if wrong:
            sheet.problems += [Problem(line.number, name, *each) for each in wrong]
        else:
            sheet.entries.append(Entry(line.number, words))


def _words_of(
    line: Line, columns: dict[int, Field], writing: Writing
) -> dict[Field, str]:
    words = {}
    for place, field in columns.items():
        if place < len(line.cells) and (text := tidy(line.cells[place])):
            words[field] = text
    given = words.pop(Field.GIVEN_NAME, "")
    if given:
        words[Field.FULL_NAME] = f"{words.get(Field.FULL_NAME, '')} {given}".strip()
    if name := words.get(Field.FULL_NAME):
        words[Field.FULL_NAME] = _as_name(name, writing)
    return words


def _complaints(
    words: dict[Field, str],
) -> list[tuple[str, dict[str, str | int]]]:
    found = [why for field, text in words.items() if (why := complaint(field, text))]
    if not found and (said := words.get(Field.ROLE)):
        role = role_of(said)
        if role is None:
            sentence = N_("Không rõ vai trò “{words}”.")
            found.append((sentence, {"words": said[:40]}))
        else:
            words[Field.ROLE] = role
    return found
