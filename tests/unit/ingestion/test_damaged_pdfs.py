"""Damaged PDFs are repaired where possible, with a remark."""

import io
import re

import pikepdf
import pytest

from kiosk.documents.file_remarks import FileRemark
from kiosk.errors import Invalid
from tests.unit.ingestion import sample_files
from tests.unit.ingestion.rendered_pages import checked, shown

PACKED = pikepdf.ObjectStreamMode.generate
PLAIN = pikepdf.ObjectStreamMode.disable


def saved(mode: pikepdf.ObjectStreamMode, data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, object_stream_mode=mode)
    return out.getvalue()


def packed() -> bytes:
    return saved(PACKED, sample_files.pdf(3))


def plain() -> bytes:
    return saved(PLAIN, sample_files.pdf(3))


def without_end(data: bytes) -> bytes:
    return data[: data.rindex(b"startxref")]


# The damage, and whether pages may be missing.
READ = {
    "the end is lost; only PDFium finds the pages": (without_end(packed()), True),
    "the end is lost, and a lock": (
        without_end(sample_files.encrypted_pdf(needs_password=False, data=plain())),
        True,
    ),
    "the end is lost": (without_end(plain()), True),
    "the table of places is lost": (plain()[: plain().rindex(b"xref\n0")], True),
    "more pages are claimed": (plain().replace(b"/Count 3", b"/Count 5"), True),
    "no number of pages": (plain().replace(b"/Count 3", b"/Kount 3"), True),
    "fewer than no page are claimed": (
        plain().replace(b"/Count 3", b"/Count -1"),
        True,
    ),
    "the table is elsewhere": (
        re.sub(rb"startxref\n\d+", b"startxref\n7", plain()),
        False,
    ),
    "the table is wrong": (
        re.sub(rb"\d{10} 00000 n", b"0000000009 00000 n", plain()),
        False,
    ),
}


@pytest.mark.parametrize(("data", "report"), READ.values(), ids=READ)
def test_what_can_be_read_is_shown_and_reported(tmp_path, data, report):
    result = checked(data, tmp_path)
    assert result.page_count == 3
    assert (FileRemark.REPAIRED in result.remarks) is report
    assert shown(data, tmp_path, 3).text == "Quán triệt Nghị quyết trang 3"


def test_the_reading_with_more_pages_is_taken(tmp_path):
    whole = plain()
    at = whole.index(b"/BleedBox")
    # The first page object and all later offsets are wrong.
    result = checked(whole[:at] + whole[at + 60 :], tmp_path)
    assert result.page_count >= 2
    assert checked(whole, tmp_path).remarks == []


LOST = {
    "half of a packed file": packed()[: len(packed()) // 2],
    "no root": re.sub(rb"/Root \d+", b"/Root 99", plain()),
    "a tree that bites its tail": sample_files.looping_pdf(),
    "no page": plain().replace(b"/Kids [", b"/Qids ["),
}


@pytest.mark.parametrize("data", LOST.values(), ids=LOST)
def test_what_nothing_reads_is_refused(tmp_path, data):
    with pytest.raises(Invalid) as refused:
        checked(data, tmp_path)
    assert refused.value.reason == "damaged"
    assert "Xin xuất lại từ tệp gốc" in refused.value.sentence


def test_a_damaged_file_with_a_password_is_locked(tmp_path):
    data = without_end(sample_files.encrypted_pdf(data=plain()))
    with pytest.raises(Invalid) as refused:
        checked(data, tmp_path)
    assert refused.value.reason == "encrypted"


def test_a_damaged_file_that_forbids_printing_still_does(tmp_path):
    lock = sample_files.encrypted_pdf(needs_password=False, prints=False, data=plain())
    result = checked(without_end(lock), tmp_path)
    assert set(result.remarks) == {FileRemark.NO_PRINTING, FileRemark.REPAIRED}


def test_too_many_pages_are_too_many_however_damaged(tmp_path):
    with pytest.raises(Invalid) as refused:
        checked(without_end(sample_files.endless_pdf(200)), tmp_path)
    assert refused.value.reason == "too_many_pages"
