"""Lists of people that are broken, or mean harm: more than 30, each made here.

Each case says what must become of it: `refused` with a word of the reason, `looked`
(people are found), `wrong` (rows are shown with the reason, nobody is found), `choose`
(the letters are not known yet). Nothing is ever written.
"""

import io
import unicodedata
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

from kiosk.text_encodings import TCVN3, TextEncoding, decode_legacy_font
from tests.bad import Case
from tests.bad.offices import replaced
from tests.bad.pdfs import noise
from tests.people_lists import as_csv, as_text, as_xlsx, people
from tests.unit.ingestion import sample_files

_SHEET = "xl/worksheets/sheet1.xml"
_NAMES = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = ("Họ và tên", "Chức vụ", "Đơn vị")
_ONE = ("Nguyễn Thị Minh Khai", "Bí thư", "Đảng uỷ xã Đức Trọng")


def legacy_bytes(text: str, writing: TextEncoding) -> bytes:
    """The text in TCVN3 or VNI, by what reading it gives."""
    if writing is TextEncoding.TCVN3:
        back = {letter: chr(byte) for byte, letter in TCVN3.items()}
        return "".join(back.get(char, char) for char in text).encode(
            "latin-1", "replace"
        )
    marks = "ùøûõïâáàåãäêéèúüë"
    pairs = [vowel + mark for vowel in "aeouyôö" for mark in marks]
    pairs += [pair.upper() for pair in pairs] + list("íìæóòôöîñÍÌÆÓÒÔÖÎÑ")
    back = {
        decode_legacy_font(pair, TextEncoding.VNI): pair for pair in reversed(pairs)
    }
    return "".join(back.get(char, char) for char in text).encode("latin-1", "replace")


def cp1258_bytes(text: str) -> bytes:
    """The text as Windows in Vietnamese wrote it: a letter, then its tone."""
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next((p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323"), "")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out += (base + tone).encode("cp1258", "replace")
    return out


def _sheet(rows: str, after: str = "", before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{_NAMES}"><sheetData>{rows}'
        f"</sheetData>{after}</worksheet>"
    ).encode()


def _row(number: int, *cells: str) -> str:
    made = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{words}</t></is></c>'
        for place, words in enumerate(cells)
    )
    return f'<row r="{number}">{made}</row>'


def _workbook(sheet: bytes) -> bytes:
    return replaced(sample_files.xlsx(), {_SHEET: sheet})


def _book(*rows: tuple[object, ...], merge: str = "") -> bytes:
    book = Workbook()
    for row in (_HEAD, *rows):
        book.active.append(list(row))
    if merge:
        book.active.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def million_rows() -> bytes:
    """A workbook with a person in each of a million rows."""
    rows = "".join(_row(number, f"Ma Thị {number}") for number in range(2, 1_000_001))
    return _workbook(_sheet(_row(1, "Họ và tên") + rows))


def bomb() -> bytes:
    """A workbook that unpacks to 600 MB."""
    out = io.BytesIO(sample_files.xlsx())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file,
        file.open("xl/media/x.emf", "w", force_zip64=True) as member,
    ):
        for _ in range(60):
            member.write(b"\0" * 10_000_000)
    return out.getvalue()


def _laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return _workbook(_sheet(_row(1, "&i;"), before=f"<!DOCTYPE x [{entities}]>"))


def _linked() -> bytes:
    link = (
        f'<externalLink xmlns="{_NAMES}"><externalBook xmlns:r="{_NAMES}" r:id="rId1"/>'
        "</externalLink>"
    )
    targets = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="rId1" Type="x" TargetMode="External"'
        ' Target="http://127.0.0.1:9/stolen.xlsx"/></Relationships>'
    )
    return replaced(
        _book(_ONE),
        {
            "xl/externalLinks/externalLink1.xml": link.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": targets.encode(),
        },
    )


def _text(*rows: tuple[str, ...], separator: str = ";") -> bytes:
    return as_csv(rows, separator, _HEAD)


def _few(make: Callable[[str], bytes]) -> Callable[[], bytes]:
    return lambda: make(as_text(people(20)))


def _shifted() -> bytes:
    return "Họ và tên,Chức vụ\nLê Thị Ánh,Phó Bí thư, Chủ tịch\n".encode()


def _mixed() -> bytes:
    good = as_csv(people(5))
    return good + cp1258_bytes("6;Trần Thị Ngọc Ánh;Bí thư;Xã;Đại biểu chính thức\r\n")


_DANGER = ('=HYPERLINK("http://x","y")', "@SUM(1)", "+84 90", "-2+3+cmd|' /C calc'!A0")
_LONE_SURROGATE = "\ufeffHọ và tên\r\n".encode("utf-16-le") + b"\x00\xd8\r\x00"

CASES: dict[str, Case] = {
    "csv: no byte": Case("a.csv", lambda: b"", word="rỗng"),
    "csv: blanks": Case("a.csv", lambda: b" \r\n\t\r\n", word="rỗng"),
    "csv: only a mark": Case("a.csv", lambda: b"\xef\xbb\xbf", word="rỗng"),
    "csv: only separators": Case("a.csv", lambda: b";;;\n;;;\n", word="rỗng"),
    "csv: noise": Case("a.csv", lambda: noise(20_000), word="không phải danh sách"),
    "csv: a picture": Case("a.csv", sample_files.picture, word="không phải danh sách"),
    "csv: a program": Case("a.csv", lambda: b"MZ" + noise(9000), word="danh sách"),
    "csv: a web page": Case(
        "a.csv", lambda: b"<html><table><tr><td>A</table>", word="không phải danh sách"
    ),
    "csv: NUL in a name": Case(
        "a.csv", lambda: as_csv([["1", "Lê\0Thị"]]), word="không phải danh sách"
    ),
    "csv: open quote": Case(
        "a.csv", lambda: _text(_ONE) + '"Lê Thị\r\nÁnh'.encode(), word="nháy kép"
    ),
    "csv: endless cell": Case(
        "a.csv", lambda: _text(("Lê " * 100_000, "", "")), word="quá lớn"
    ),
    "csv: a million rows": Case(
        "a.csv", lambda: b"Ten\n" + b"Le Thi A\n" * 1_000_000, word="dòng"
    ),
    "csv: 500 columns": Case("a.csv", lambda: b";".join([b"a"] * 500), word="cột"),
    "csv: UTF-8 that breaks": Case(
        "a.csv", lambda: as_csv(people(3)) + b"\xe1\xba", word="đứt"
    ),
    "csv: UTF-16 cut off": Case(
        "a.csv", lambda: as_text(people(3)).encode("utf-16")[:-1], word="đứt"
    ),
    "csv: UTF-16 half a letter": Case("a.csv", lambda: _LONE_SURROGATE, word="đứt"),
    "csv: two writings in one": Case("a.csv", _mixed, word="đứt"),
    "csv: two writings, no mark": Case("a.csv", lambda: _mixed()[3:], "choose"),
    "csv: TCVN3": Case(
        "a.csv", _few(lambda text: legacy_bytes(text, TextEncoding.TCVN3)), "choose"
    ),
    "csv: VNI": Case(
        "a.csv", _few(lambda text: legacy_bytes(text, TextEncoding.VNI)), "choose"
    ),
    "csv: Windows 1258": Case("a.csv", _few(cp1258_bytes), "choose"),
    "csv: TCVN3 saved as UTF-8": Case(
        "a.csv",
        _few(
            lambda text: (
                legacy_bytes(text, TextEncoding.TCVN3).decode("latin-1").encode()
            )
        ),
        "choose",
    ),
    "csv: formulas": Case(
        "a.csv", lambda: _text(*((words, "", "") for words in _DANGER)), "wrong"
    ),
    "csv: formulas as posts": Case(
        "a.csv", lambda: _text(("Lê Thị Ánh", _DANGER[0], "")), "wrong"
    ),
    "csv: end missing": Case(
        "a.csv", lambda: _text(_ONE) + "Lê Thị Ánh;Phó".encode(), "looked"
    ),
    "csv: shifted by a comma": Case("a.csv", _shifted, "wrong"),
    "csv: no names": Case(
        "a.csv", lambda: as_csv([["1", "2"]], heading=["Mã", "Số"]), "wrong"
    ),
    "csv: names of signs": Case(
        "a.csv", lambda: _text(("📄🇻🇳", "", ""), ("\u202e", "", "")), "wrong"
    ),
    "csv: endless name": Case("a.csv", lambda: _text(("Lê " * 900, "", "")), "wrong"),
    "csv: a role nobody gives": Case(
        "a.csv",
        lambda: as_csv([["Lê Ánh", "administrator"]], heading=["Họ tên", "Vai trò"]),
        "wrong",
    ),
    "xls: half a head": Case("a.xls", lambda: _OLD + b"\0" * 900, word="hỏng"),
    "xls: noise behind the head": Case(
        "a.xls", lambda: _OLD + noise(9000), word="hỏng"
    ),
    "xlsx: no byte": Case("a.xlsx", lambda: b"", word="rỗng"),
    "xlsx: no cell": Case("a.xlsx", lambda: _workbook(_sheet("")), word="rỗng"),
    "xlsx: noise": Case("a.xlsx", lambda: noise(9000), word="không phải danh sách"),
    "xlsx: a PDF": Case("a.xlsx", sample_files.pdf, word="không phải danh sách"),
    "xlsx: a Word file": Case("a.xlsx", sample_files.docx, word="không phải danh sách"),
    "xlsx: half-written": Case(
        "a.xlsx", lambda: as_xlsx(people(50))[:4000], word="hỏng"
    ),
    "xlsx: no sheet": Case(
        "a.xlsx", lambda: replaced(sample_files.xlsx(), {_SHEET: b""}), word="hỏng"
    ),
    "xlsx: half a sheet": Case(
        "a.xlsx", lambda: _workbook(_sheet(_row(1, "Họ tên"))[:-40]), word="hỏng"
    ),
    "xlsx: no book": Case(
        "a.xlsx",
        lambda: replaced(sample_files.xlsx(), {"xl/workbook.xml": b"<x/>"}),
        word="hỏng",
    ),
    "xlsx: macros": Case(
        "a.xlsm",
        lambda: replaced(_book(_ONE), {"xl/vbaProject.bin": _OLD}),
        word="macro",
    ),
    "xlsx: bomb": Case("a.xlsx", bomb, word="không an toàn"),
    "xlsx: a billion laughs": Case("a.xlsx", _laughs, word="hỏng"),
    "xlsx: a million rows": Case("a.xlsx", million_rows, word=""),
    "xlsx: far column": Case(
        "a.xlsx",
        lambda: _book((*_ONE, *[""] * 80, "xa")),
        word="cột",
    ),
    "xlsx: links outside": Case("a.xlsx", _linked, "looked"),
    "xlsx: formulas": Case(
        "a.xlsx", lambda: _book(*((words, "", "") for words in _DANGER[:2])), "wrong"
    ),
    "xlsx: shared cells": Case(
        "a.xlsx",
        lambda: _book(_ONE, ("Lê Thị Ánh", "Phó Bí thư", None), merge="C2:C3"),
        "wrong",
    ),
    "xlsx: endless cell": Case(
        "a.xlsx", lambda: _book(("Lê Thị Ánh", "x" * 32_000, "")), "wrong"
    ),
    "xlsx: groups": Case("a.xlsx", lambda: _book(("II", "Khối Đảng", None)), "wrong"),
}
