"""Names of groups of texts, and the limits of moving texts."""

import msgspec
import pytest

from kiosk.errors import Invalid
from kiosk.surveys.results.rules import (
    MAX_GROUP_NAME,
    TEXTS_ON_PAGE,
    GroupForm,
    MoveTextsForm,
    group_name,
)
from tests.expected_errors import refused

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Hạ tầng", "Hạ tầng"),
        ("  Hạ\ttầng \n giao   thông ", "Hạ tầng giao thông"),
        ("Ha\u0323 ta\u0302\u0300ng", "Hạ tầng"),
    ],
)
def test_a_name_is_stored_on_one_line_in_nfc(typed, name):
    assert group_name(GroupForm(typed)) == name


@pytest.mark.parametrize("typed", ["", "  ", "\n\t"])
def test_a_group_needs_a_name(typed):
    with refused(Invalid, "no_name"):
        group_name(GroupForm(typed))


def test_a_name_has_a_longest_length():
    longest = "x" * MAX_GROUP_NAME
    assert msgspec.convert({"name": longest}, GroupForm).name == longest
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"name": longest + "x"}, GroupForm)


@pytest.mark.parametrize("group", [1, 2**31 - 1, None])
@pytest.mark.parametrize("count", [1, TEXTS_ON_PAGE])
def test_a_page_of_texts_is_moved(group, count):
    moved = msgspec.convert({"texts": [DIGEST] * count, "group": group}, MoveTextsForm)
    assert moved == MoveTextsForm([DIGEST] * count, group)


@pytest.mark.parametrize(
    "wrong",
    [
        {"texts": []},
        {"texts": [DIGEST] * (TEXTS_ON_PAGE + 1)},
        {"texts": [DIGEST[1:]]},
        {"texts": [DIGEST + "0"]},
        {"texts": [DIGEST.upper()]},
        {"group": 0},
        {"group": 2**31},
        {"name": "Hạ tầng"},
    ],
)
def test_moving_anything_else_is_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"texts": [DIGEST], "group": 1} | wrong, MoveTextsForm)
