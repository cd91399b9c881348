"""Unsupported file types are refused with advice."""

import io
import zipfile

import pytest

from kiosk.documents.file_detection import check_upload
from kiosk.documents.file_types import FileType
from kiosk.errors import Invalid
from tests.unit.ingestion import sample_files
from tests.workbooks import as_ole

ZIP = sample_files.archive({"a.txt": b"x"})
BINARY = bytes(range(256))
# File name: first bytes, and a word of the advice.
KNOWN = {
    "a.zip": (ZIP, "giải nén"),
    "empty.zip": (sample_files.archive({}), "giải nén"),
    "large.zip": (
        sample_files.archive({f"{n}": b"" for n in range(5_001)}),
        "giải nén",
    ),
    "a.rar": (b"Rar!\x1a\x07\x00", "giải nén"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c" + BINARY, "giải nén"),
    "a.tar.gz": (b"\x1f\x8b" + BINARY, "giải nén"),
    "a.eml": (b"Received: from mail\r\nSubject: Moi hop\r\n", "tệp đính kèm"),
    "a.msg": (as_ole(b"", name="__properties_version1.0"), "tệp đính kèm"),
    "a.mht": (b"From: <saved>\r\nMIME-Version: 1.0", "tệp đính kèm"),
    "a.txt": ("Kính gửi".encode(), "in ra PDF"),
    "utf16.txt": ("Kính gửi".encode("utf-16"), "in ra PDF"),
    "a.html": (b"<html><body>", "trình duyệt"),
    "a.xml": (b'<?xml version="1.0"?><a/>', "trình duyệt"),
    "a.md": (b"# Nghi quyet", "in ra PDF"),
    "a.csv": ("STT;Họ và tên\n1;A".encode(), "Excel"),
    "a.dwg": (b"AC1032" + BINARY, "phần mềm đã tạo"),
    "a.vsd": (as_ole(b"", name="VisioDocument"), "phần mềm đã tạo"),
    "a.pages": (ZIP, "phần mềm đã tạo"),
    "a.key": (ZIP, "phần mềm đã tạo"),
    "a.epub": (sample_files.archive({"mimetype": b"application/epub+zip"}), "phần mềm"),
    "a.xps": (ZIP, "phần mềm đã tạo"),
    "a.djvu": (b"AT&TFORM\0\0\0\0DJVM", "phần mềm đã tạo"),
    "a.psd": (b"8BPS" + BINARY, "phần mềm đã tạo"),
    "a.svg": (b'<?xml version="1.0"?><svg/>', "phần mềm đã tạo"),
    "a.xlsb": (ZIP, "phần mềm đã tạo"),
    "word2.doc": (b"\xdb\xa5\x2d\0" + BINARY, "loại quá cũ"),
    "mac.doc": (b"\xfe\x37\0\x23" + BINARY, "loại quá cũ"),
    "dos.doc": (b"\x31\xbe\0\0" + BINARY, "loại quá cũ"),
    "excel2.xls": (b"\x09\0\x04\0\x02\0\x10\0" + BINARY, "loại quá cũ"),
    "excel4.xls": (b"\x09\x04\x06\0\0\0\x10\0" + BINARY, "loại quá cũ"),
    "powerpoint3.ppt": (b"\xed\xde\xad\x0b" + BINARY, "loại quá cũ"),
    "powerpoint4.ppt": (as_ole(b"", name="PP40"), "loại quá cũ"),
    "a.wpd": (b"\xffWPC" + BINARY, "loại quá cũ"),
    "a.avif": (b"\0\0\0\x1cftypavif" + BINARY, "JPEG"),
    "a.jp2": (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG"),
    "a.mp4": (b"\0\0\0\x18ftypisom" + BINARY, "máy của hội trường"),
    "a.mp3": (b"ID3\x04" + BINARY, "máy của hội trường"),
    "a.avi": (b"RIFF\0\0\0\0AVI LIST", "máy của hội trường"),
    "a.exe": (b"MZ\x90\0" + BINARY, "không phải tài liệu"),
    "a.lnk": (b"L\0\0\0\x01\x14\x02\0" + BINARY, "không phải tài liệu"),
    "a.pdf.crdownload": (BINARY, "dở dang"),
    "a.p7m": (BINARY, "ký số"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_people_know_is_refused_with_advice(tmp_path, name):
    data, advice = KNOWN[name]
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(Invalid) as refused:
        check_upload(tmp_path / "a", name)
    assert refused.value.reason == "foreign"
    assert advice in refused.value.sentence
    assert "Xin" in refused.value.sentence
    assert refused.value.details["content"]


@pytest.mark.parametrize(
    ("name", "data", "content"),
    [
        ("a.docx", ZIP, "ZIP"),
        ("a.pdf", b"\0\0\0\x18ftypisom", "MP4"),
        ("a.doc", b"<html>", "HTML"),
        ("a.xls", "STT\tHọ và tên".encode(), "TXT"),
        ("a.jpg", b"\0\0\0\x1cftypavif", "AVIF"),
    ],
)
def test_under_an_accepted_name_its_content_is_named(tmp_path, name, data, content):
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(Invalid) as refused:
        check_upload(tmp_path / "a", name)
    assert refused.value.reason == "wrong_kind"
    assert refused.value.details["content"] == content


@pytest.mark.parametrize(
    ("name", "advice"), [("a.pdf", "lấy lại tệp gốc"), ("a.qqq", "in ra PDF")]
)
def test_an_unknown_type_is_refused_with_advice(tmp_path, name, advice):
    (tmp_path / "a").write_bytes(BINARY)
    with pytest.raises(Invalid) as refused:
        check_upload(tmp_path / "a", name)
    assert refused.value.reason == "unknown_kind"
    assert advice in refused.value.sentence


def test_an_open_document_is_known_wherever_its_type_stands(tmp_path):
    with zipfile.ZipFile(io.BytesIO(sample_files.odt())) as archive:
        members = {name: archive.read(name) for name in reversed(archive.namelist())}
    assert next(iter(members)) != "mimetype"
    (tmp_path / "a").write_bytes(sample_files.archive(members))
    assert check_upload(tmp_path / "a", "a.odt") is FileType.ODT


@pytest.mark.parametrize("fault", ["locked", "damaged"])
def test_an_unreadable_type_is_a_damaged_file(tmp_path, fault):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 20)
    data = bytearray(made.getvalue())
    if fault == "locked":
        # The flag of encryption, in front of the member and in the list.
        for start, flags in (
            (data.index(b"PK\x03\x04"), 6),
            (data.index(b"PK\x01\x02"), 8),
        ):
            data[start + flags] |= 1
    else:
        start = data.index(b"mimetype") + len(b"mimetype")
        data[start : start + 4] = b"\xff" * 4
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(Invalid) as refused:
        check_upload(tmp_path / "a", "a.odt")
    assert refused.value.reason == "damaged"
