"""Names and keys of a meeting's papers."""

import pytest

from kiosk.errors import NotFound
from kiosk.meeting_papers.rules import (
    LISTED_KINDS,
    PaperName,
    paper_name,
    paper_of_key,
)
from kiosk.official_papers.rules import PaperFamily, PaperKind
from tests.expected_errors import refused

PARTY, STATE = PaperFamily.PARTY, PaperFamily.STATE


@pytest.mark.parametrize("kind", LISTED_KINDS)
@pytest.mark.parametrize("family", PaperFamily)
def test_a_listed_kind_is_found_by_address_and_by_key(family, kind):
    found = paper_name(7, family.value, kind.value)
    assert found == PaperName(7, family, kind, 0)
    assert found.key == f"7-{family.value}-{kind.value}"
    assert paper_of_key(found.key) == found


@pytest.mark.parametrize(
    ("name", "vote_id"),
    [("vote-12", 12), ("vote-1", 1), ("vote-007", 7)],
)
def test_the_record_of_a_vote_is_found_by_its_number(name, vote_id):
    found = paper_name(7, "nd30", name)
    assert found == PaperName(7, STATE, None, vote_id)
    assert found.key == f"7-nd30-vote-{vote_id}"
    assert paper_of_key(found.key) == found
    assert found.file_name == f"Biên bản biểu quyết {vote_id}"


@pytest.mark.parametrize(
    ("kind", "file_name"),
    [
        (PaperKind.INVITATION, "Giấy mời"),
        (PaperKind.ATTENDANCE_LIST, "Danh sách điểm danh"),
        (PaperKind.CREDENTIALS_REPORT, "Báo cáo thẩm tra tư cách đại biểu"),
        (PaperKind.CONCLUSION_NOTICE, "Thông báo kết luận"),
        (PaperKind.SAVINGS_REPORT, "Báo cáo tiết kiệm giấy"),
    ],
)
def test_the_file_of_a_paper_bears_its_vietnamese_name(kind, file_name):
    assert PaperName(7, PARTY, kind).file_name == file_name


@pytest.mark.parametrize(
    ("family", "name"),
    [
        ("", "invitation"),
        ("party", "invitation"),
        ("khac", "vote-7"),
        ("dang", ""),
        ("dang", "loi_chao"),
        ("dang", "Invitation"),
        ("dang", "minutes"),
        ("dang", "vote_record"),
        ("dang", "tasks_report"),
        ("dang", "vote"),
        ("dang", "vote-"),
        ("dang", "vote-x"),
        ("dang", "vote-0"),
        ("dang", "vote-+7"),
        ("dang", "vote-1_0"),
        ("dang", "vote-7-8"),
        ("dang", "vote-\u0667"),
        ("dang", "invitation-7"),
    ],
)
def test_an_unknown_family_or_kind_is_not_found(family, name):
    with refused(NotFound, "no_paper"):
        paper_name(7, family, name)
    with refused(NotFound, "no_paper"):
        paper_of_key(f"7-{family}-{name}")


def test_a_number_with_too_many_digits_is_not_found():
    with refused(NotFound, "no_paper"):
        paper_name(7, "dang", "vote-" + "9" * 5000)
