"""Bad Office files: bombs, nests, ruins, and others in their clothes."""

import io
import itertools
import struct
import zipfile

from tests.bad import MOST_PAGES, TOO_MANY, Case
from tests.bad.pdfs import noise
from tests.unit.ingestion import sample_files

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def docx_of(document: bytes) -> bytes:
    """A Word file whose document part is this."""
    return replaced(sample_files.docx(), {"word/document.xml": document})


def replaced(data: bytes, members: dict[str, bytes]) -> bytes:
    """An Office file with these members in place of its own, or beside them."""
    with zipfile.ZipFile(io.BytesIO(data)) as before:
        kept = {name: before.read(name) for name in before.namelist()}
    return sample_files.archive(kept | members)


def _word(body: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_W}"><w:body>{body}'
        "</w:body></w:document>"
    ).encode()


def laughs() -> bytes:
    """XML whose one word unfolds to a thousand million."""
    names = "abcdefghij"
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in itertools.pairwise(names)
    )
    return docx_of(
        _word("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", f"<!DOCTYPE x [{entities}]>")
    )


def deep_tables(depth: int) -> bytes:
    """A table in a table in a table."""
    before = "<w:tbl><w:tr><w:tc>" * depth
    return docx_of(_word(f"{before}<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth))


def locked_member() -> bytes:
    """A Word file one of whose members says that it has a password."""
    data = bytearray(sample_files.docx())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def crowded(members: int = 20_000) -> bytes:
    """A Word file with very many members."""
    return sample_files.docx_with({f"word/x{number}": b"" for number in range(members)})


def far_cells() -> bytes:
    """A table of a few cells that says it has a million rows of a thousand columns."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    manifest = (
        f'<m:manifest xmlns:m="{names}manifest:1.0"><m:file-entry m:full-path="/"'
        f' m:media-type="{kind}"/><m:file-entry m:full-path="content.xml"'
        ' m:media-type="text/xml"/></m:manifest>'
    )
    content = (
        f'<o:document-content xmlns:o="{names}office:1.0" xmlns:t="{names}table:1.0"'
        f' xmlns:x="{names}text:1.0" o:version="1.2"><o:body><o:spreadsheet>'
        '<t:table t:name="a"><t:table-row t:number-rows-repeated="1000000">'
        '<t:table-cell t:number-columns-repeated="1000" o:value-type="string">'
        "<x:p>a</x:p></t:table-cell></t:table-row></t:table></o:spreadsheet>"
        "</o:body></o:document-content>"
    )
    return sample_files.archive(
        {
            "mimetype": kind.encode(),
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


def long_table(rows: int = MOST_PAGES + 5) -> bytes:
    """A workbook of more pages than are allowed: each row is as high as one."""
    name = "xl/worksheets/sheet1.xml"
    row = '<row r="{0}" ht="400" customHeight="1"><c r="A{0}"><v>{0}</v></c></row>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<sheetData>"
        + "".join(row.format(number) for number in range(1, rows + 1))
        + "</sheetData></worksheet>"
    )
    return replaced(sample_files.xlsx(), {name: sheet.encode()})


def _with(name: str, data: bytes) -> bytes:
    return sample_files.docx_with({name: data})


def _old(text: bytes) -> bytes:
    return _OLD + struct.pack("<I", 0) * 126 + text


_RTF = b"{\\rtf1 {\\object\\objdata 0105}}"
CASES = {
    "docx: no byte": Case("a.docx", lambda: b"", word="rỗng"),
    "docx: bomb": Case("a.docx", sample_files.zip_bomb, word="không an toàn"),
    "docx: bomb that lies": Case("a.docx", sample_files.lying_zip_bomb, word="hỏng"),
    "docx: cut off": Case("a.docx", lambda: sample_files.docx()[:9000], word="hỏng"),
    "docx: an archive within": Case(
        "a.docx",
        lambda: _with("word/x.zip", sample_files.archive({"a": b"a"})),
        word="nén",
    ),
    "docx: nest in a nest": Case(
        "a.docx",
        lambda: _with(
            "word/embeddings/a.docx",
            _with("word/embeddings/b.docx", sample_files.docx()),
        ),
        word="nén",
    ),
    "docx: macros": Case(
        "a.docx", lambda: _with("word/vbaProject.bin", _OLD), word="macro"
    ),
    "docx: macros in a chart": Case(
        "a.docx",
        lambda: _with(
            "word/embeddings/t.xlsx", sample_files.archive({"xl/vbaProject.bin": b"x"})
        ),
        word="macro",
    ),
    "docx: any archive": Case(
        "a.docx", lambda: sample_files.archive({"a": b"a"}), word="ZIP"
    ),
    "docx: no member": Case("a.docx", lambda: sample_files.archive({}), word=""),
    "docx: 20,000 members": Case("a.docx", crowded, word="không an toàn"),
    "docx: password": Case("a.docx", lambda: _old(b"EncryptedPackage"), word="hỏng"),
    "docx: locked member": Case("a.docx", locked_member, word="hỏng"),
    "docx: a billion laughs": Case("a.docx", laughs, "either"),
    "docx: 3,000 tables deep": Case("a.docx", lambda: deep_tables(3000), "either"),
    "docx: noise for words": Case("a.docx", lambda: docx_of(noise(5000)), "either"),
    "docx: no words": Case("a.docx", lambda: docx_of(b""), "either"),
    "docx: climbs out": Case(
        "a.docx", lambda: _with("../../../../tmp/out", b"x"), "either"
    ),
    "docx: picture bomb": Case(
        "a.docx",
        lambda: _with("word/media/image1.png", sample_files.huge_png()),
        "either",
    ),
    "docx: called PDF": Case("a.pdf", sample_files.docx, word="DOCX"),
    "docx: called XLSX": Case("a.xlsx", sample_files.docx, word="DOCX"),
    "docx: a program": Case("a.docx", lambda: b"MZ" + noise(9000), word="EXE"),
    "docx: RTF": Case("a.docx", lambda: _RTF, word="RTF"),
    "doc: old Word": Case("a.doc", lambda: _old(b"WordDocument"), word="hỏng"),
    "xlsx: too many pages": Case("a.xlsx", long_table, word=TOO_MANY),
    "xlsx: cut off": Case("a.xlsx", lambda: sample_files.xlsx()[:3000], word="hỏng"),
    "pptx: no slides": Case(
        "a.pptx",
        lambda: replaced(sample_files.pptx(), {"ppt/presentation.xml": b"<x/>"}),
        "either",
    ),
    "ods: a thousand million cells": Case("a.ods", far_cells, "either"),
    "odt: noise for words": Case(
        "a.odt",
        lambda: replaced(sample_files.odt(), {"content.xml": noise(3000)}),
        "either",
    ),
    "odt: macros": Case(
        "a.odt",
        lambda: replaced(sample_files.odt(), {"Basic/a.xml": b"x"}),
        word="macro",
    ),
    "7-Zip: called DOCX": Case(
        "a.docx", lambda: b"7z\xbc\xaf\x27\x1c" + noise(99), word="7-Zip"
    ),
    "RAR": Case("a.rar", lambda: b"Rar!" + noise(99), word="RAR"),
}

_NAMES = {
    "name: turns the line": "bao cao \u202efdp.exe.pdf",
    "name: control signs": "a\x00b\x07c\nd\x1b[31m.pdf",
    "name: 900 signs": "dài " * 225 + ".pdf",
    "name: climbs out": "../../../../etc/passwd.pdf",
    "name: folders of Windows": "C:\\Windows\\system32\\a.pdf",
    "name: marks alone": "\u0301\u0323.pdf",
    "name: taken apart": "Nghi\u0323 quye\u0302\u0301t.pdf",
    "name: markup": "<script>alert(1)</script>.pdf",
    "name: smiles": "📄🇻🇳.pdf",
}
NAMES = {
    name: Case(file_name, sample_files.pdf, "ready")
    for name, file_name in _NAMES.items()
} | {
    "name: 2,400 signs": Case("dài " * 600 + ".pdf", sample_files.pdf, word="quá dài"),
    "name: none": Case("", sample_files.pdf, word="không có tên"),
    "name: only an ending": Case(".pdf", sample_files.pdf, "either"),
    "name: no ending": Case("baocao", sample_files.pdf, word="PDF"),
    "name: blank at the end": Case("a.pdf ", sample_files.pdf, "either"),
}
