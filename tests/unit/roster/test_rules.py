"""Cells of a list of people, what is refused of them, and the plan."""

import pytest

from kiosk.roles import Role
from kiosk.roster.cells import complaint, tidy
from kiosk.roster.rules import (
    FIELD_LABELS,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Entry,
    Field,
    Plan,
    Problem,
    role_labels,
)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("  Nguyễn\n Văn\u200b  A ", "Nguyễn Văn A"),
        ("\ufeffA\u2028B", "AB"),
        ("'=1+1", "=1+1"),
        ("'+84", "+84"),
        ("'-5", "-5"),
        ("'@a", "@a"),
        ("'A", "'A"),
        ("-", ""),
        ("— … / _ .", ""),
        ("-A", "-A"),
        ("", ""),
    ],
)
def test_a_cell_is_one_line_without_unseen_letters(cell, words):
    assert tidy(cell) == words


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Field.FULL_NAME, "x" * 120),
        (Field.UNIT, "x" * 200),
        (Field.SEAT, "12; A|B"),
        (Field.UNIT, "- Văn phòng"),
        (Field.FULL_NAME, "Nguyễn Văn A = B"[:12]),
    ],
)
def test_these_words_can_be_used(field, text):
    assert complaint(field, text) is None


@pytest.mark.parametrize(
    ("field", "text", "details"),
    [
        (Field.UNIT, "=A1", {"column": "Đơn vị công tác", "words": "=A1"}),
        (Field.SEAT, "- 5", {"column": "Số ghế", "words": "- 5"}),
        (Field.UNIT, "@" * 50, {"column": "Đơn vị công tác", "words": "@" * 40}),
        (Field.FULL_NAME, "x" * 121, {"column": "Họ và tên", "limit": 120}),
        (Field.UNIT, "x" * 201, {"column": "Đơn vị công tác", "limit": 200}),
        (Field.SITE, "B\ufffdc", {"column": "Điểm cầu", "words": "B\ufffdc"}),
        (Field.FULL_NAME, "12 3", {"words": "12 3"}),
        (Field.FULL_NAME, "A;B" + "x" * 50, {"words": "A;B" + "x" * 37}),
    ],
)
def test_these_words_cannot_and_why(field, text, details):
    found = complaint(field, text)
    assert found is not None
    sentence, said = found
    assert said == details
    # Every field of the sentence is filled, and no other is given.
    assert all(f"{{{name}}}" in sentence for name in details)
    assert sentence.format(**details)


def test_a_list_makes_no_administrators_and_no_screens():
    nobody = {Role.ADMINISTRATOR, Role.ENTRANCE, Role.WALL}
    assert set(role_labels()) == set(Role) - nobody
    assert role_labels()[Role.CHAIR] == "Chủ toạ"


def test_every_field_has_a_label_and_a_file_has_bounds():
    assert set(FIELD_LABELS) == set(Field)
    assert (MOST_ROWS, MOST_COLUMNS, MOST_BYTES) == (20_000, 60, 20_000_000)


def test_a_plan_counts_bad_rows_once_and_is_known_by_its_signature():
    problems = [Problem(row, "A", "B") for row in (3, 3, 5)]
    assert Plan(problems=problems).bad_rows == 2
    entry = Entry(2, {Field.FULL_NAME: "A"})
    assert entry.name == "A"
    assert Plan(new=[entry]).signature != Plan().signature == Plan(same=1).signature
    assert len(Plan().signature) == 32
