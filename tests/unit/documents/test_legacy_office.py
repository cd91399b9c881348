"""Office 97–2003 files are detected by their content."""

import struct

import pytest

from kiosk.documents.file_detection import check_upload
from kiosk.documents.file_types import FileType
from kiosk.errors import Invalid
from kiosk.ingestion.inspect_child import inspect_file
from kiosk.ingestion.office.default_password import DEFAULT_PASSWORD
from tests.unit.ingestion import sample_office_files
from tests.workbooks import Sheet, as_encrypted, as_ole, as_xls, as_xlsx

WORD = b"\xec\xa5" + bytes(9)
EXCEL = struct.pack("<HH16x", 0x0809, 16)
POWERPOINT_MACROS = bytes.fromhex("1f00ff0314000000 020000040c000000 09000000")

GOOD = {
    "doc": (as_ole(WORD, name="WordDocument"), "a.doc", FileType.DOC),
    "xls": (as_xls(Sheet([["Kính gửi"]])), "a.xls", FileType.XLS),
    "xls of a reporting program": (
        as_ole(EXCEL, name="WORKBOOK"),
        "a.xls",
        FileType.XLS,
    ),
    "xls of Excel 5": (as_ole(EXCEL, name="Book"), "a.XLS", FileType.XLS),
    "ppt": (as_ole(b"", name="PowerPoint Document"), "a.ppt", FileType.PPT),
    "a show": (as_ole(b"", name="PowerPoint Document"), "a.pps", FileType.PPT),
    "rtf": (sample_office_files.rtf(), "a.rtf", FileType.RTF),
    "rtf that Word calls doc": (sample_office_files.rtf(), "a.doc", FileType.RTF),
    "doc of Word 97, whose storage has any size": (
        as_ole(WORD, "ObjectPool", "WordDocument", beside_size=0x610065),
        "a.doc",
        FileType.DOC,
    ),
    "doc with a table in it": (
        as_ole(WORD, "Workbook", name="WordDocument"),
        "a.doc",
        FileType.DOC,
    ),
}


@pytest.mark.parametrize(("data", "name", "kind"), GOOD.values(), ids=GOOD)
def test_its_streams_tell_what_it_is(tmp_path, data, name, kind):
    path = tmp_path / "paper"
    path.write_bytes(data)
    assert check_upload(path, name) is kind
    assert inspect_file(path, tmp_path, 9).kind == kind


LOCKED_BOOKS = {
    "of Excel 97": as_ole(EXCEL + struct.pack("<HHH", 0x2F, 2, 0), name="Workbook"),
    "of today": as_encrypted(as_xlsx(Sheet([["Kính gửi"]])), "Mật khẩu riêng"),
    "damaged": as_ole(b"", name="EncryptedPackage"),
}
BAD = {
    "macros of Word": (as_ole(WORD, "Macros", "WordDocument"), "a.doc", "macros"),
    "macros of Excel": (
        as_ole(EXCEL, "_VBA_PROJECT_CUR", "Workbook"),
        "a.xls",
        "macros",
    ),
    "macros under another name": (
        as_ole(EXCEL, "_vba_project_cur", "WORKBOOK"),
        "a.xls",
        "macros",
    ),
    "macros in an object": (as_ole(WORD, "VBA", "WordDocument"), "a.doc", "macros"),
    "a password of Word": (
        as_ole(WORD + b"\x01" + bytes(20), name="WordDocument"),
        "a.doc",
        "encrypted",
    ),
    "a password of PowerPoint": (
        as_ole(b"", "EncryptedSummary", "PowerPoint Document"),
        "a.ppt",
        "encrypted",
    ),
    "a password of Office today": (
        as_ole(b"", name="EncryptedPackage"),
        "a.docx",
        "encrypted",
    ),
    "another name": (as_ole(WORD, name="WordDocument"), "a.xls", "wrong_kind"),
    "a drawing in it only": (
        as_ole(b"", "Workbook", "Contents"),
        "a.xls",
        "wrong_kind",
    ),
    "cut off": (as_ole(WORD, name="WordDocument")[:900], "a.doc", "damaged"),
}


@pytest.mark.parametrize(("data", "name", "code"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_refused_at_once(tmp_path, data, name, code):
    path = tmp_path / "paper"
    path.write_bytes(data)
    with pytest.raises(Invalid) as refused:
        check_upload(path, name)
    assert refused.value.reason == code


def test_macros_of_powerpoint_are_found_by_the_look_at_all_of_it(tmp_path):
    path = tmp_path / "paper"
    for number in (0, 1):
        show = bytes(5000) + POWERPOINT_MACROS + bytes([number, *bytes(5000)])
        path.write_bytes(as_ole(show, name="PowerPoint Document"))
        assert check_upload(path, "a.ppt") is FileType.PPT
        if not number:
            assert inspect_file(path, tmp_path, 9).kind == FileType.PPT
    with pytest.raises(Invalid) as refused:
        inspect_file(path, tmp_path, 9)
    assert refused.value.reason == "macros"


class TestExcelWithPassword:
    def test_the_default_password_is_none(self, tmp_path):
        path = tmp_path / "paper"
        book = as_xlsx(Sheet([["Kính gửi"]]))
        path.write_bytes(as_encrypted(book, DEFAULT_PASSWORD))
        assert check_upload(path, "a.xlsx") is FileType.XLSX
        assert inspect_file(path, tmp_path, 9).kind == FileType.XLSX

    @pytest.mark.parametrize("data", LOCKED_BOOKS.values(), ids=LOCKED_BOOKS)
    def test_another_one_is_refused_by_the_worker(self, tmp_path, data):
        path = tmp_path / "paper"
        path.write_bytes(data)
        name = "a.xls" if b"W\0o\0r\0k" in data else "a.xlsx"
        check_upload(path, name)
        with pytest.raises(Invalid) as refused:
            inspect_file(path, tmp_path, 9)
        assert refused.value.reason == "encrypted"

    def test_a_workbook_under_another_name_is_refused(self, tmp_path):
        path = tmp_path / "paper"
        path.write_bytes(as_encrypted(as_xlsx(Sheet([["a"]])), DEFAULT_PASSWORD))
        for name in ("a.docx", "a.doc", "a"):
            with pytest.raises(Invalid) as refused:
                check_upload(path, name)
            assert refused.value.reason == "encrypted"
