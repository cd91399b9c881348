"""Every route × every scope: a token gets what it may, and nothing else."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.api.actions import revoke_api_token
from kiosk.api.models import ApiToken
from kiosk.api.route_table import API_PREFIX, ROUTES
from kiosk.api.rules import ApiScope
from kiosk.roles import Role
from kiosk.web.problems import PROBLEM_TYPE

NAMED = [pytest.param(route, id=route.name) for route in ROUTES]


def path_of(route, made, *, vote=1):
    values = {
        "meeting_id": made.meeting,
        "document_id": made.documents[0],
        "minutes_id": made.minutes,
        "vote_id": vote,
        "task_id": made.task,
        "survey_id": made.survey,
    }
    return route.path.format(**values)


def test_the_server_has_no_other_address_of_the_interface(server):
    served = {
        (rule.rule.replace("<int:", "{").replace(">", "}"), method)
        for rule in server.app.url_map.iter_rules()
        if rule.rule.startswith(API_PREFIX)
        for method in rule.methods - {"HEAD"}
    }
    assert served == {(API_PREFIX + route.path, route.method) for route in ROUTES}


@pytest.mark.parametrize("route", NAMED)
def test_a_token_without_the_scope_gets_a_problem_and_nothing_else(
    made, call, make_token, route
):
    others = set(ApiScope) - {route.scope}
    reply = call(make_token(others), path_of(route, made), route.method, {})
    if route.scope is None:
        assert reply.status_code == 200
        return
    assert (reply.status_code, reply.content_type) == (403, PROBLEM_TYPE)
    assert set(reply.json) == {"type", "title", "status", "code", "scope"}
    assert reply.json["scope"] == route.scope
    assert "ETag" not in reply.headers


@pytest.mark.parametrize("route", NAMED)
def test_the_scope_alone_is_enough(made, call, make_token, route):
    scopes = [route.scope or ApiScope.DRAFTS]
    path, body = path_of(route, made, vote=2), {"text": "Task 2"}
    headers = {"If_Match": "*"} if route.method == "PUT" else {}
    reply = call(make_token(scopes), path, route.method, body, **headers)
    # The minutes of the meeting are not locked.
    expected = 404 if route.name == "downloadMinutes" else route.success
    assert reply.status_code == expected, reply.text


@pytest.mark.parametrize("route", NAMED)
def test_without_a_token_nobody_gets_anything(made, call, client_for, scene, route):
    path = path_of(route, made)
    refused = call("", path, route.method, {})
    assert (refused.status_code, refused.content_type) == (401, PROBLEM_TYPE)
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    # A person's sign-in is no token.
    secretary = client_for(made.members[Role.SECRETARY])
    reply = secretary.open(API_PREFIX + path, method=route.method, json={})
    assert reply.status_code == 401


def test_revoked_expired_and_unknown_tokens_are_refused_alike(
    made, call, make_token, scene
):
    revoked, expired = make_token(), make_token(days=1)
    with scene.store.unit_of_work("test") as work:
        first = work.session.query(ApiToken).order_by(ApiToken.id).first()
        revoke_api_token(work, token_id=first.id, revoked_by="Test 1")
    assert call(expired, "/meetings").status_code == 200
    with clock.frozen(clock.now() + dt.timedelta(days=1, seconds=1)):
        replies = [call(token, "/meetings") for token in (revoked, expired, "x" * 22)]
    assert {reply.status_code for reply in replies} == {401}
    assert len({reply.text for reply in replies}) == 1


def test_tokens_are_stored_as_their_hash_only(make_token, scene):
    secret = make_token()
    with scene.store.read_session() as session:
        row = session.query(ApiToken).one()
        assert secret not in str(vars(row))
        assert len(row.token_hash) == 64


@pytest.mark.parametrize("language", ["vi", "en"])
def test_problems_speak_the_callers_language(call, language):
    reply = call("", "/meetings", Accept_Language=language)
    is_english = reply.json["title"].isascii()
    assert is_english is (language == "en")
    assert reply.json["code"] == "bad_token"


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nothing", "GET", 404),
        ("/meetings/abc", "GET", 404),
        ("/meetings/99999999999999999999", "GET", 404),
        ("/meetings", "DELETE", 405),
        ("/meetings", "OPTIONS", 405),
        ("/meetings?limit=0", "GET", 422),
        ("/meetings?limit=5&limit=6", "GET", 422),
        ("/meetings?cursor=id--1", "GET", 422),
        ("/meetings?cursor=%00", "GET", 422),
        ("/meetings?from=30-11-2026", "GET", 422),
        ("/meetings?unknown=1", "GET", 422),
        ("/meetings?to=9999-12-31", "GET", 200),
        ("/meetings?from=0001-01-01", "GET", 200),
    ],
)
def test_wrong_requests_are_problems(call, make_token, path, method, status):
    reply = call(make_token(), path, method)
    assert reply.status_code == status, reply.text
    if status != 200:
        assert reply.content_type == PROBLEM_TYPE
        assert reply.json["status"] == status
    if status == 405:
        assert "GET" in reply.headers["Allow"]
