"""Who hears of a turned page, and what travels."""

from kiosk.pagesync.events import PageHidden, PageTurned
from kiosk.roles import Role


def test_a_turned_page_is_told_to_those_who_may_see_its_item_only():
    fact = PageTurned(
        meeting_id=1,
        item_id=2,
        document_id=3,
        page=4,
        seen_by=frozenset({Role.CHAIR, Role.OFFICIAL_DELEGATE}),
    )
    assert fact.audience() == {Role.CHAIR, Role.OFFICIAL_DELEGATE}
    assert fact.body() == {
        "kind": "page_turned",
        "item_id": 2,
        "document_id": 3,
        "page": 4,
    }


def test_those_who_may_not_see_it_learn_that_a_page_is_hidden_and_nothing_of_it():
    fact = PageHidden(meeting_id=1, unseen_by=frozenset({Role.GUEST}))
    assert fact.audience() == {Role.GUEST}
    assert fact.body() == {"kind": "page_hidden"}
