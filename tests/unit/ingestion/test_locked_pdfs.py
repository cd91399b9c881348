"""Encrypted PDFs: read without password if possible, printed if allowed."""

import pikepdf
import pytest

from kiosk.documents.file_remarks import FileRemark, may_be_printed
from kiosk.errors import Invalid
from tests.unit.ingestion import sample_files
from tests.unit.ingestion.rendered_pages import checked, shown

REVISIONS = pytest.mark.parametrize("revision", [2, 3, 4, 6])


@REVISIONS
def test_locked_against_changing_only_is_kept_without_the_lock(tmp_path, revision):
    data = sample_files.encrypted_pdf(
        needs_password=False, revision=revision, data=sample_files.pdf()
    )
    result = checked(data, tmp_path)
    assert (result.page_count, result.remarks) == (1, [])
    with pikepdf.open(tmp_path / "clean.pdf") as cleaned:
        assert not cleaned.is_encrypted
    assert shown(data, tmp_path).text == "Quán triệt Nghị quyết trang 1"


@REVISIONS
def test_what_forbids_printing_is_shown_and_reported(tmp_path, revision):
    data = sample_files.encrypted_pdf(
        needs_password=False, prints=False, revision=revision, data=sample_files.pdf()
    )
    assert checked(data, tmp_path).remarks == [FileRemark.NO_PRINTING]
    assert shown(data, tmp_path).text == "Quán triệt Nghị quyết trang 1"


def test_a_lock_that_anybody_may_take_off_forbids_nothing(tmp_path):
    data = sample_files.encrypted_pdf(needs_password=False, prints=False, owner="")
    assert checked(data, tmp_path).remarks == []


@REVISIONS
def test_a_password_for_reading_is_refused_with_advice(tmp_path, revision):
    data = sample_files.encrypted_pdf(revision=revision)
    with pytest.raises(Invalid) as refused:
        checked(data, tmp_path)
    assert refused.value.reason == "encrypted"
    assert "in lại thành PDF không mật khẩu" in refused.value.sentence
    assert not (tmp_path / "clean.pdf").exists()


@pytest.mark.parametrize(
    ("remarks", "may"),
    [("", True), ("changes comments", True), ("changes no_printing", False)],
)
def test_a_document_is_printed_unless_its_file_forbids_it(remarks, may):
    assert may_be_printed(remarks) is may
