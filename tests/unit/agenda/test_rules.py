"""Nesting of items, and merging of relative moves."""

import pytest

from kiosk.agenda.rules import (
    KIND_LABELS,
    VISIBILITY_LABELS,
    ItemKind,
    check_minutes,
    check_nesting,
    check_seen,
    insert_after,
)
from kiosk.errors import Conflict, Invalid
from kiosk.roles import Visibility
from tests.expected_errors import refused


def test_who_saw_another_agenda_adds_nothing() -> None:
    check_seen(3, 3)
    with refused(Conflict, "changed_meanwhile"):
        check_seen(3, 2)


class TestOrderWith:
    def test_an_item_goes_behind_its_new_neighbour(self) -> None:
        assert insert_after([1, 2, 3, 4], 4, after=1) == [1, 4, 2, 3]

    def test_no_neighbour_means_first(self) -> None:
        assert insert_after([1, 2, 3], 3, after=None) == [3, 1, 2]

    def test_an_item_from_elsewhere_is_put_in(self) -> None:
        assert insert_after([1, 2], 9, after=2) == [1, 2, 9]

    def test_two_different_moves_merge_in_either_sequence(self) -> None:
        one_way = insert_after(insert_after([1, 2, 3, 4], 1, after=2), 4, after=None)
        other_way = insert_after(insert_after([1, 2, 3, 4], 4, after=None), 1, after=2)
        assert one_way == other_way == [4, 2, 1, 3]

    def test_a_neighbour_that_has_gone_is_refused(self) -> None:
        with pytest.raises(Conflict):
            insert_after([1, 2], 2, after=7)

    def test_an_item_cannot_follow_itself(self) -> None:
        with pytest.raises(Conflict):
            insert_after([1, 2], 2, after=2)


class TestCheckPlace:
    def test_the_top_takes_everything(self) -> None:
        check_nesting(1, None, None, has_children=True)

    def test_an_item_takes_an_item_without_sub_items(self) -> None:
        check_nesting(1, 2, None, has_children=False)

    def test_a_sub_item_takes_nothing(self) -> None:
        with pytest.raises(Invalid):
            check_nesting(1, 3, 2, has_children=False)

    def test_an_item_with_sub_items_does_not_become_one(self) -> None:
        with pytest.raises(Invalid):
            check_nesting(1, 2, None, has_children=True)

    def test_an_item_is_not_below_itself(self) -> None:
        with pytest.raises(Invalid):
            check_nesting(1, 1, None, has_children=False)


def test_a_plan_is_between_nothing_and_a_day() -> None:
    check_minutes(0)
    check_minutes(24 * 60)
    for minutes in (-1, 24 * 60 + 1):
        with pytest.raises(Invalid):
            check_minutes(minutes)


def test_every_kind_and_visibility_has_its_word() -> None:
    assert set(KIND_LABELS) == set(ItemKind)
    assert set(VISIBILITY_LABELS) == set(Visibility)


def test_refusals_say_why() -> None:
    with refused(Invalid, "bad_minutes", limit=24 * 60):
        check_minutes(-1)
    with refused(Invalid, "too_deep"):
        check_nesting(1, 1, None, has_children=False)
    with refused(Conflict, "neighbour_moved"):
        insert_after([1, 2], 2, after=7)
