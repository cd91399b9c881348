"""Cells of a list, their errors, and the import plan."""

import pytest

from kiosk.people.imports.cells import cell_error, clean_cell
from kiosk.people.rules import (
    FIELD_LABELS,
    MAX_IMPORT_BYTES,
    MAX_IMPORT_COLUMNS,
    MAX_IMPORT_ROWS,
    ImportedPerson,
    ImportPlan,
    PersonField,
    RowProblem,
    escape_formula,
    role_labels,
)
from kiosk.roles import Role


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
    assert clean_cell(cell) == words


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (PersonField.FULL_NAME, "x" * 120),
        (PersonField.UNIT, "x" * 200),
        (PersonField.SEAT, "12; A|B"),
        (PersonField.UNIT, "- Văn phòng"),
        (PersonField.FULL_NAME, "Nguyễn Văn A = B"[:12]),
    ],
)
def test_these_words_can_be_used(field, text):
    assert cell_error(field, text) is None


@pytest.mark.parametrize(
    ("field", "text", "details"),
    [
        (PersonField.UNIT, "=A1", {"column": "Đơn vị công tác", "words": "=A1"}),
        (PersonField.SEAT, "- 5", {"column": "Số ghế", "words": "- 5"}),
        (PersonField.UNIT, "@" * 50, {"column": "Đơn vị công tác", "words": "@" * 40}),
        (PersonField.FULL_NAME, "x" * 121, {"column": "Họ và tên", "limit": 120}),
        (PersonField.UNIT, "x" * 201, {"column": "Đơn vị công tác", "limit": 200}),
        (PersonField.SITE, "B\ufffdc", {"column": "Điểm cầu", "words": "B\ufffdc"}),
        (PersonField.FULL_NAME, "12 3", {"words": "12 3"}),
        (PersonField.FULL_NAME, "A;B" + "x" * 50, {"words": "A;B" + "x" * 37}),
    ],
)
def test_these_words_cannot_and_why(field, text, details):
    found = cell_error(field, text)
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
    assert set(FIELD_LABELS) == set(PersonField)
    assert (MAX_IMPORT_ROWS, MAX_IMPORT_COLUMNS, MAX_IMPORT_BYTES) == (
        20_000,
        60,
        20_000_000,
    )


def test_a_plan_counts_bad_rows_once_and_is_known_by_its_signature():
    problems = [RowProblem(row, "A", "B") for row in (3, 3, 5)]
    assert ImportPlan(problems=problems).bad_rows == 2
    entry = ImportedPerson(2, {PersonField.FULL_NAME: "A"})
    assert entry.name == "A"
    assert (
        ImportPlan(new=[entry]).signature
        != ImportPlan().signature
        == ImportPlan(same=1).signature
    )
    assert len(ImportPlan().signature) == 32


@pytest.mark.parametrize("words", ["=1+1", "+84", "-5", "@a", "\t=1", "\r=1"])
def test_no_cell_begins_as_a_formula(words):
    assert escape_formula(words) == f"'{words}"


@pytest.mark.parametrize("words", ["", "Lò Văn Pánh", "1+1", "'=1"])
def test_other_cells_stay_as_they_are(words):
    assert escape_formula(words) == words
