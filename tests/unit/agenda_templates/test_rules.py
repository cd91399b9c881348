"""Names of agenda templates, and what of them others may use."""

import pytest

from kiosk.agenda.rules import ItemKind
from kiosk.agenda_templates.rules import (
    LONGEST_NAME,
    TEMPLATES_PER_ACCOUNT,
    TemplateForm,
    TemplateItem,
    check_items,
    check_names,
    shareable_items,
    template_name,
)
from kiosk.errors import Conflict, Invalid
from kiosk.roles import Visibility
from tests.expected_errors import refused


def item(title, visibility=Visibility.EVERYONE, below=()):
    return TemplateItem(title, ItemKind.REPORT, 15, visibility, list(below))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Họp giao ban", "Họp giao ban"),
        ("  Ho\u0323p\tgiao \n ban ", "Họp giao ban"),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
        ("x" * (LONGEST_NAME - 2) + "   y", "x" * (LONGEST_NAME - 2) + " y"),
    ],
)
def test_a_name_is_stored_on_one_line_in_nfc(typed, kept):
    assert template_name(TemplateForm(typed)) == kept


@pytest.mark.parametrize("typed", ["", " \t ", "x" * (LONGEST_NAME + 1)])
def test_an_empty_or_long_name_is_refused(typed):
    with refused(Invalid, "bad_name", limit=LONGEST_NAME):
        template_name(TemplateForm(typed, is_shared=True))


def test_only_items_that_everyone_sees_are_shared():
    items = [
        item("Khai mạc"),
        item("Nhân sự", Visibility.PREPARERS, [item("Giới thiệu")]),
        item(
            "Báo cáo",
            below=[
                item("Kinh tế", below=[item("Mật", Visibility.OFFICIAL)]),
                item("Ngân sách", Visibility.DELEGATES),
            ],
        ),
    ]
    assert shareable_items(items) == [
        item("Khai mạc"),
        item("Báo cáo", below=[item("Kinh tế")]),
    ]
    assert shareable_items([]) == []


def test_a_template_has_at_least_one_item():
    check_items([item("Khai mạc")])
    with refused(Invalid, "empty"):
        check_items([])


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Họp giao ban", []),
        ("Họp giao ban", ["Họp giao ban tuần", "Hội nghị"]),
        ("Mới", [f"Mẫu {n}" for n in range(TEMPLATES_PER_ACCOUNT - 1)]),
    ],
)
def test_a_new_name_is_accepted_while_there_is_room(name, others):
    check_names(name, others)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Họp giao ban", ["Hội nghị", "Họp giao ban"]),
        ("HỌP Giao ban", ["họp giao BAN"]),
        ("Mẫu 0", [f"Mẫu {n}" for n in range(TEMPLATES_PER_ACCOUNT)]),
    ],
)
def test_a_name_in_use_is_refused_in_any_case_of_its_letters(name, others):
    with refused(Conflict, "name_taken"):
        check_names(name, others)


@pytest.mark.parametrize("count", [TEMPLATES_PER_ACCOUNT, TEMPLATES_PER_ACCOUNT + 1])
def test_more_templates_than_an_account_may_have_are_refused(count):
    with refused(Conflict, "too_many", limit=TEMPLATES_PER_ACCOUNT):
        check_names("Mới", [f"Mẫu {n}" for n in range(count)])
