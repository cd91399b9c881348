"""Paths, digests and the signed text of an archive."""

import pytest

from kiosk.meeting_archive import rules

SHA256 = "0123456789abcdef" * 4


def test_tables_and_files_have_their_folders():
    assert rules.table_path("votes") == "data/votes.jsonl"
    assert rules.stored_path(SHA256) == f"files/01/{SHA256}"


@pytest.mark.parametrize(
    ("path", "is_stored"),
    [
        (f"files/01/{SHA256}", True),
        ("files/01/trang.tiff", True),
        ("files/01/trang.txt", False),
        ("documents/to-trinh.tiff", True),
        ("documents/to-trinh.txt", False),
        ("documents/to-trinh.txt.pdf", True),
        ("papers/giay-moi.pdf", True),
        ("papers/giay-moi.ban.pdf", True),
        ("papers/giay-moi.pdf.html", False),
        ("papers/giay-moi.txt", False),
        ("papers/files/bien-ban.tiff", False),
        ("data/votes.jsonl", False),
        ("index.html", False),
    ],
)
def test_originals_and_compressed_files_are_stored_as_they_are(path, is_stored):
    assert rules.is_compressed(path) is is_stored


@pytest.mark.parametrize(
    ("text", "is_digest"),
    [
        (SHA256, True),
        (SHA256[1:], False),
        (SHA256 + "0", False),
        (SHA256 + "\n", False),
        (SHA256.upper(), False),
        ("g" + SHA256[1:], False),
        ("", False),
    ],
)
def test_a_digest_has_64_hexadecimal_digits_in_lower_case(text, is_digest):
    assert rules.is_sha256(text) is is_digest


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "a",
        "Z",
        "_",
        "0/9/z-Z_.pdf",
        "A-Z/az/AZ09.PDF",
        "a/.an",
        "a/...",
        "a..b/c..",
        "a" * 200,
    ],
)
def test_a_path_below_the_archive_is_safe(path):
    assert rules.is_safe_path(path) is True


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/etc/passwd",
        ".",
        "..",
        "../a",
        ".an",
        "-a",
        "a/",
        "a//b",
        "a/./b",
        "a/../b",
        "a/.",
        "a/..",
        "a\\b",
        "C:a",
        "a b",
        "a\n",
        "đơn.pdf",
        "a" * 201,
    ],
)
def test_a_path_that_may_lead_elsewhere_is_unsafe(path):
    assert rules.is_safe_path(path) is False


def test_the_format_and_the_digest_of_the_manifest_are_signed():
    assert rules.signed_message(SHA256) == f"kiosk-archive\n{SHA256}"
