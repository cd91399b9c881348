"""Encrypted PDFs: read without password if possible, printed if allowed."""

import io
from functools import cache

import pikepdf
import pytest

from kiosk.documents.file_remarks import FileRemark, may_be_printed
from kiosk.errors import Invalid
from tests.unit.ingestion import sample_files
from tests.unit.ingestion.rendered_pages import checked, shown
from tests.unit.ingestion.sample_files import assemble

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


@cache
def locked_attachments(*, prints: bool = True) -> bytes:
    """A PDF of which only the files that it carries are locked.

    Its lock is that of a PDF with a password, said to be for attached files alone.
    """
    locked = sample_files.encrypted_pdf(prints=prints)
    with pikepdf.open(io.BytesIO(locked), password="secret") as document:
        lock = document.trailer.Encrypt
        texts = {name: bytes(lock[f"/{name}"]).hex() for name in TEXTS}
        rights = int(lock.P)
    words = " ".join(f"/{name} <{text}>" for name, text in texts.items())
    lock_object = (
        f"<</Filter/Standard/V 5/R 6/Length 256/P {rights} {words}"
        "/StmF/Identity/StrF/Identity/EFF/StdCF"
        "/CF<</StdCF<</AuthEvent/EFOpen/CFM/AESV3/Length 32>>>>>>"
    )
    page = b"BT /F 20 Tf 72 700 Td (Nghi quyet) Tj ET"
    return assemble(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        lock_object.encode(),
        trailer=b"/Encrypt 5 0 R/ID[<00><00>]",
    )


TEXTS = ("O", "U", "OE", "UE", "Perms")


def test_what_has_only_its_attached_files_locked_is_shown(tmp_path):
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked_attachments()))
    result = checked(locked_attachments(), tmp_path)
    assert (result.page_count, result.remarks) == (1, [])
    with pikepdf.open(tmp_path / "clean.pdf") as cleaned:
        assert not cleaned.is_encrypted
    assert shown(locked_attachments(), tmp_path).text == "Nghi quyet"


def test_and_not_printed_where_it_forbids_that(tmp_path):
    result = checked(locked_attachments(prints=False), tmp_path)
    assert result.remarks == [FileRemark.NO_PRINTING]


@pytest.mark.parametrize(
    ("remarks", "may"),
    [("", True), ("changes comments", True), ("changes no_printing", False)],
)
def test_a_document_is_printed_unless_its_file_forbids_it(remarks, may):
    assert may_be_printed(remarks) is may
