"""Forms of an erasure, and what must be right before it begins."""

import msgspec
import pytest

from kiosk.errors import Conflict, Invalid, NotFound
from kiosk.meetings.rules import MeetingState
from kiosk.personal_data.rules import (
    DISPOSAL_LABELS,
    MOST_MEMBERS,
    Disposal,
    ErasureForm,
    PersonForm,
    TableRule,
    check_erasable,
    check_members_found,
    check_typed_name,
    pseudonym,
)
from tests.expected_errors import refused

NAME = "Đoàn Thị Thuỳ Vỹ"
LARGEST = 2**31 - 1


def test_the_name_of_an_erased_person_is_a_number():
    assert pseudonym(57) == "Người đã xoá 57"


def test_every_disposal_of_personal_rows_has_a_label():
    assert set(DISPOSAL_LABELS) == set(Disposal) - {Disposal.NONE}


@pytest.mark.parametrize(
    ("columns", "is_personal"),
    [
        ({}, False),
        ({"actors": ("changed_by",)}, False),
        ({"members": ("member_id",)}, True),
        ({"member_labels": ("reader",)}, True),
        ({"members": ("member_id",), "member_labels": ("reader",)}, True),
    ],
)
def test_rows_with_an_id_or_a_label_of_a_member_are_personal(columns, is_personal):
    assert TableRule(Disposal.DELETED, **columns).is_personal is is_personal


def test_a_rule_without_settings_exports_rows_and_replaces_nothing():
    rule = TableRule(Disposal.KEPT)
    assert (rule.label, rule.reason, rule.replaced) == ("", "", {})
    assert (rule.is_exported, rule.is_private) == (True, False)


@pytest.mark.parametrize("members", [[1], [LARGEST], list(range(1, MOST_MEMBERS + 1))])
def test_one_to_a_hundred_rows_are_chosen(members):
    person = msgspec.convert({"members": members}, PersonForm)
    assert (person.members, person.notes) == (members, False)
    erasure = {"members": members, "name": "x" * 200}
    assert msgspec.convert(erasure, ErasureForm) == ErasureForm(members, "x" * 200)


@pytest.mark.parametrize(
    "wrong",
    [
        {"members": []},
        {"members": [0]},
        {"members": [LARGEST + 1]},
        {"members": list(range(1, MOST_MEMBERS + 2))},
        {"name": "x" * 201},
        {"state": "closed"},
    ],
)
def test_a_form_beyond_its_limits_is_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"members": [1], "name": NAME} | wrong, ErasureForm)


@pytest.mark.parametrize("found", [2, 4])
def test_all_chosen_rows_must_exist(found):
    check_members_found(3, 3)
    with refused(NotFound):
        check_members_found(found, 3)


@pytest.mark.parametrize("typed", [NAME, f" {NAME} ", "Đoàn Thị Thuỳ Vy\u0303"])
def test_the_name_of_any_row_confirms_in_any_spelling_of_its_letters(typed):
    check_typed_name(typed, {"Lò Văn Pánh", NAME})


@pytest.mark.parametrize("typed", ["", "Đoàn Thị Thuỳ", NAME.lower()])
def test_another_name_does_not_confirm(typed):
    with refused(Invalid, "wrong_name"):
        check_typed_name(typed, {"Lò Văn Pánh", NAME})


@pytest.mark.parametrize("state", sorted(set(MeetingState) - {MeetingState.CLOSED}))
def test_nobody_is_erased_before_the_meeting_is_closed(state):
    check_erasable(MeetingState.CLOSED, "Hội nghị lần thứ 8")
    with refused(Conflict, "not_closed", title="Hội nghị lần thứ 8"):
        check_erasable(state, "Hội nghị lần thứ 8")
