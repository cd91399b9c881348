"""What a token may do, and which page and item come next."""

from kiosk.control.rules import (
    SCOPE_LABELS,
    SCOPE_PERMISSIONS,
    ControlScope,
    check_token,
    item_after,
    permissions_of,
    step_page,
)
from kiosk.errors import Invalid
from kiosk.roles import Permission
from tests.expected_errors import refused


def test_every_scope_has_permissions_and_a_label():
    assert set(SCOPE_PERMISSIONS) == set(SCOPE_LABELS) == set(ControlScope)


def test_a_token_has_the_permissions_of_its_scopes_only():
    scopes = frozenset({ControlScope.VOTES, ControlScope.SCREENS})
    wanted = {Permission.RUN_VOTES, Permission.MANAGE_SCREENS}
    assert permissions_of(scopes) == wanted
    assert permissions_of(frozenset()) == frozenset()


def test_a_token_without_name_or_scope_is_refused():
    scopes = frozenset({ControlScope.PAGES})
    with refused(Invalid, "no_name"):
        check_token("", scopes)
    with refused(Invalid, "long_name", limit=60):
        check_token("x" * 61, scopes)
    with refused(Invalid):
        check_token("Bàn phím", frozenset())
    check_token("x" * 60, scopes)


def test_pages_end_where_the_document_ends():
    assert step_page(2, 3, 1) == 3
    assert step_page(2, 3, -1) == 1
    for page, step, end in ((3, 1, "cuối"), (4, 0, "cuối"), (1, -1, "đầu")):
        with refused(Invalid, "no_such_page") as caught:
            step_page(page, 3, step)
        assert caught.value.sentence == f"Đã ở trang {end}."


def test_the_next_item_follows_the_current_one():
    assert item_after([4, 2, 9], None) == 4
    assert item_after([4, 2, 9], 2) == 9
    # The current one was removed.
    assert item_after([4, 2, 9], 7) == 4
    for items, current in (([4, 2], 2), ([], None)):
        with refused(Invalid, "no_next_item"):
            item_after(items, current)
