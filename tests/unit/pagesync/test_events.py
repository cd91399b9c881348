"""Audience and content of a turned page's events."""

from kiosk.pagesync.events import PageHidden, PageTurned
from kiosk.roles import Role


def test_a_turned_page_is_sent_only_to_roles_that_may_see_its_item():
    event = PageTurned(
        meeting_id=1,
        item_id=2,
        document_id=3,
        page=4,
        seen_by=frozenset({Role.CHAIR, Role.OFFICIAL_DELEGATE}),
    )
    assert event.audience() == {Role.CHAIR, Role.OFFICIAL_DELEGATE}
    assert event.body() == {
        "kind": "page_turned",
        "item_id": 2,
        "document_id": 3,
        "page": 4,
    }


def test_those_who_may_not_see_it_learn_that_a_page_is_hidden_and_nothing_of_it():
    event = PageHidden(meeting_id=1, unseen_by=frozenset({Role.GUEST}))
    assert event.audience() == {Role.GUEST}
    assert event.body() == {"kind": "page_hidden"}
