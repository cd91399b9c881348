"""State of an export, and titles as parts of file names."""

import pytest

from kiosk.exports.rules import Export, ExportState, file_slug


@pytest.mark.parametrize(
    ("key", "owner"), [("12-5-3", 12), ("12-minutes", 12), ("7", 7)]
)
def test_the_number_before_the_first_hyphen_is_the_owner(key, owner):
    assert Export(key=key).owner == owner


@pytest.mark.parametrize("state", ExportState)
def test_an_export_is_unfinished_while_it_waits_or_runs(state):
    unfinished = {ExportState.WAITING, ExportState.RUNNING}
    assert Export(state=state).is_unfinished is (state in unfinished)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hội nghị Tỉnh uỷ lần thứ 9", "hoi-nghi-tinh-uy-lan-thu-9"),
        ("Đề án số 12/2026 – “Số hoá”", "de-an-so-12-2026-so-hoa"),
        (" (Dự thảo) ", "du-thao"),
        ("X - ray X", "x-ray-x"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60),
        # What is cut off at the beginning does not count.
        ("“" + "x" * 61 + "”", "x" * 60),
        ("x" * 59 + " y", "x" * 59),
        ("x" * 58 + " y", "x" * 58 + "-y"),
        ("", "khong-ten"),
        ("– … –", "khong-ten"),
    ],
)
def test_a_file_name_has_small_letters_digits_and_single_hyphens(title, slug):
    assert file_slug(title) == slug
