"""Write numbers, dates, list letters and recipients as the rules of form ask; pure."""

import re
from collections.abc import Sequence

from kiosk.official_papers.rules import (
    Block,
    OfficialPaper,
    PaperFamily,
    PaperList,
    Paragraph,
    Table,
)
from kiosk.vietnamese import date_words

# The Vietnamese alphabet without letters that bear a mark of their own, except đ.
LIST_LETTERS = "abcdđeghiklmnopqrstuvxy"
# Room for a number that is written later.
NUMBER_ROOM = "\N{NO-BREAK SPACE}" * 8
_DATE_ROOM = "ngày ..... tháng ..... năm ........"
_FIRST_TWO_DIGITS = 10
_WHOLE_ROWS = 6
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_RANGE = re.compile(r"(?<=\d) ([-–]) (?=\d)")
# Times and dates within a text.
_KEPT = re.compile(r"\b\d+ giờ \d+( phút)?|\bngày \d+ tháng \d+|\btháng \d+ năm \d+")
# Words of the names of bodies that no line break may part.
_COMPOUND = re.compile(
    r"\b((uỷ|ủy) ban nhân dân|hội đồng nhân dân|đảng bộ"
    r"|đảng (uỷ|ủy)|tỉnh (uỷ|ủy)|thành (uỷ|ủy)|(uỷ|ủy) ban|nhân dân"
    r"|ban chấp hành|ban thường vụ|thường trực|hội đồng|mặt trận|tổ quốc|việt nam"
    r"|cơ quan|văn phòng|trung ương|tổ chức|kiểm tra|nội chính|tuyên giáo|dân vận"
    r"|nông nghiệp|môi trường|khoa học|công nghệ|tài chính|giáo dục|đào tạo|y tế"
    r"|hội nghị|đại hội|đại biểu|nhiệm kỳ|lần thứ \w+|phó (chủ tịch|bí thư)|đồng chí"
    r"|toàn (tỉnh|quốc))\b",
    re.IGNORECASE,
)
_NAMED_PLACE = re.compile(
    r"(?<!toàn\N{NO-BREAK SPACE})\b(tỉnh|xã|phường|đặc khu|thành phố) (?!uỷ|ủy)\w+ \w+",
    re.IGNORECASE,
)
_NO_BREAK = "\N{NO-BREAK SPACE}"


def list_letter(index: int) -> str:
    """Return the letter of item `index`, from 1: a b c d đ e g … x y aa ab."""
    letters = ""
    while index > 0:
        index, rest = divmod(index - 1, len(LIST_LETTERS))
        letters = LIST_LETTERS[rest] + letters
    return letters


def list_marker(style: str, index: int) -> str:
    """Return what stands before item `index`: `a)`, `1.` or `-`."""
    if style == "letters":
        return f"{list_letter(index)})"
    return f"{index}." if style == "numbers" else "-"


def item_markers(block: PaperList) -> list[str]:
    """Return the markers of all items of a list."""
    last = block.start + len(block.items)
    return [list_marker(block.style, index) for index in range(block.start, last)]


def padded_number(number: str) -> str:
    """Return a number below 10 with a zero before it, others as they are."""
    number = number.strip()
    is_short = number.isdecimal() and int(number) < _FIRST_TWO_DIGITS
    return f"{int(number):02d}" if is_short else number


def number_line(paper: OfficialPaper) -> str:
    """Return `Số 05-BB/TU` or `Số: 05/BB-UBND`; empty without number and symbol.

    A symbol of the Party that begins with a slash follows the number at once.
    """
    if not (paper.number or paper.symbol):
        return ""
    number = padded_number(paper.number) or NUMBER_ROOM
    if paper.family is PaperFamily.STATE:
        return f"Số: {number}/{paper.symbol}" if paper.symbol else f"Số: {number}"
    hyphen = "-" if paper.symbol and not paper.symbol.startswith("/") else ""
    return f"Số {number}{hyphen}{paper.symbol}"


def place_and_date(paper: OfficialPaper) -> str:
    """Return `Lâm Đồng, ngày 05 tháng 02 năm 2026`; empty without place and date."""
    if not (paper.place or paper.date):
        return ""
    day = date_words(paper.date) if paper.date else _DATE_ROOM
    return f"{paper.place}, {day}" if paper.place else day.capitalize()


def roman(number: int) -> str:
    """Return a number from 1 to 39 as Roman numeral."""
    tens, ones = divmod(number, 10)
    return "X" * tens + _ROMAN_ONES[ones]


def appendix_label(paper: OfficialPaper, index: int) -> str:
    """Return `Phụ lục`, or `Phụ lục II` where there are several; from 1."""
    return f"Phụ lục {roman(index)}" if len(paper.appendices) > 1 else "Phụ lục"


def appendix_reference(paper: OfficialPaper) -> str:
    """Return `(Kèm theo Thông báo số 05/TB-UBND ngày … của …)`.

    Room is left for a number or a day that is not known.
    """
    name = paper.type_name.capitalize() or "Văn bản"
    number = number_line(paper).removeprefix("Số").lstrip(":")
    words = [
        f"Kèm theo {name}",
        f"số{number}" if number else "",
        date_words(paper.date) if paper.date else _DATE_ROOM,
        f"của {' '.join(paper.issuing_body.split())}" if paper.issuing_body else "",
    ]
    return f"({' '.join(filter(None, words))})"


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """Return `- Như trên;` for each, the last with a full stop."""
    bare = [line.strip().lstrip("-–•").strip().rstrip(";,. ") for line in recipients]
    kept = [line for line in bare if line]
    return [
        f"- {line}{'.' if index == len(kept) else ';'}"
        for index, line in enumerate(kept, 1)
    ]


def addressee_lines(addressees: Sequence[str]) -> list[str]:
    """Return a single addressee plainly, several as `- …;` with a full stop at last."""
    lines = recipient_lines(addressees)
    return lines if len(lines) > 1 else [line[2:-1] for line in lines]


def unbroken(text: str) -> str:
    """Return a heading in which ranges of years, compounds and places stay whole."""
    text = _RANGE.sub(rf"{_NO_BREAK}\1{_NO_BREAK}", text)
    for pattern in (_COMPOUND, _NAMED_PLACE):
        text = pattern.sub(lambda found: found.group().replace(" ", _NO_BREAK), text)
    return text


def kept_pieces(text: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, and which of them must stay on one line."""
    pieces, start = [], 0
    for found in _KEPT.finditer(text):
        pieces += [(text[start : found.start()], False), (found.group(), True)]
        start = found.end()
    pieces.append((text[start:], False))
    return [(piece, is_kept) for piece, is_kept in pieces if piece]


def joined(text: str) -> str:
    """Return a text with no-break spaces in times and dates, for Word."""
    return "".join(
        piece.replace(" ", _NO_BREAK) if is_kept else piece
        for piece, is_kept in kept_pieces(text)
    )


def stays_whole(table: Table) -> bool:
    """Return whether a table is so short that it is not parted over two pages."""
    return len(table.rows) <= _WHOLE_ROWS


def leads(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a paragraph introduces the list or table that follows it."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return isinstance(blocks[index], Paragraph) and isinstance(
        after, (PaperList, Table)
    )
