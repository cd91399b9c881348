"""Scopes of a token as they are typed, and what a token must have."""

import pytest

from kiosk.api.rules import (
    LONGEST_API_TOKEN_NAME,
    MOST_DAYS,
    ApiScope,
    check_api_token,
    read_scopes,
)
from kiosk.errors import Invalid
from tests.expected_errors import refused

KNOWN = (
    "meetings:read, agenda:read, documents:read, documents:download, people:read, "
    "roll:read, results:read, conclusions:read, minutes:read, tasks:read, "
    "tasks:write, surveys:read, drafts:read"
)
SCOPES = (ApiScope.TASKS,)


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("", set()),
        (" , ", set()),
        ("agenda:read", {ApiScope.AGENDA}),
        ("tasks:read,tasks:write", {ApiScope.TASKS, ApiScope.TASKS_WRITE}),
        ("roll:read people:read", {ApiScope.ROLL, ApiScope.PEOPLE}),
        (" roll:read ,\troll:read\n", {ApiScope.ROLL}),
    ],
)
def test_scopes_are_separated_by_commas_or_spaces(text, scopes):
    found = read_scopes(text)
    assert found == scopes
    assert all(isinstance(each, ApiScope) for each in found)
    assert isinstance(found, frozenset)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tasks", "tasks"),
        ("Tasks:read", "Tasks:read"),
        ("agenda:read, votes:read, tasks:delete", "votes:read"),
    ],
)
def test_the_first_unknown_scope_is_named_with_all_known_ones(text, name):
    with refused(Invalid, "no_such_scope", name=name, known=KNOWN):
        read_scopes(text)


@pytest.mark.parametrize("name", ["x", "x" * LONGEST_API_TOKEN_NAME])
@pytest.mark.parametrize("days", [1, MOST_DAYS])
def test_a_token_at_the_limits_is_accepted(name, days):
    check_api_token(name, SCOPES, days)
    check_api_token(name, iter(ApiScope), days)


@pytest.mark.parametrize("scopes", [SCOPES, ()])
def test_a_token_without_a_name_is_refused(scopes):
    with refused(Invalid, "no_name"):
        check_api_token("", scopes, 0)


def test_a_token_with_a_long_name_is_refused():
    with refused(Invalid, "long_name", limit=LONGEST_API_TOKEN_NAME):
        check_api_token("x" * (LONGEST_API_TOKEN_NAME + 1), SCOPES, 1)


@pytest.mark.parametrize("scopes", [(), iter(())])
def test_a_token_without_a_scope_is_refused(scopes):
    with refused(Invalid, "no_scope"):
        check_api_token("Trục liên thông", scopes, 1)


@pytest.mark.parametrize("days", [-1, 0, MOST_DAYS + 1])
def test_a_token_without_a_sensible_end_is_refused(days):
    with refused(Invalid, "bad_end", limit=MOST_DAYS):
        check_api_token("Trục liên thông", SCOPES, days)
