"""Tokens are made, listed and revoked by administrators and by the operator."""

import json

import pytest

from kiosk.accounts.models import AccessEntry
from kiosk.api.models import ApiToken
from kiosk.api.rules import MAX_API_TOKENS
from kiosk.cli.main import main
from kiosk.roles import Role

BODY = {
    "name": "  Cổng dữ liệu\n tỉnh ",
    "scopes": ["meetings:read"],
    "expires_days": 9,
}


@pytest.fixture
def admin(client_for, scene):
    return client_for(account_id=scene.make_account(is_administrator=True))


def acts(store):
    with store.read_session() as session:
        return [(one.act, one.detail) for one in session.query(AccessEntry)]


def test_an_administrator_makes_and_revokes_a_token(admin, call, store):
    made = admin.post("/api-tokens", json=BODY)
    assert made.status_code == 201
    token, token_id = made.json["token"], made.json["id"]
    own = call(token, "/token").json
    assert (own["name"], own["scopes"]) == ("Cổng dữ liệu tỉnh", ["meetings:read"])
    page = admin.get("/api-tokens", headers={"Accept": "text/html"}).text
    assert "Cổng dữ liệu tỉnh" in page
    assert token not in page
    calls = admin.get(f"/api-tokens/{token_id}/calls").text
    assert "/api/v1/token" in calls
    assert admin.post(f"/api-tokens/{token_id}/revoke", json={}).status_code == 204
    assert call(token, "/token").status_code == 401
    assert acts(store)[:2] == [
        ("api_token_made", f"token:{token_id}"),
        ("api_token_revoked", f"token:{token_id}"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", " ", "no_name"),
        ("name", "x" * 61, "long_name"),
        ("scopes", [], "no_scope"),
        ("scopes", ["everything"], "invalid"),
        ("expires_days", 0, "invalid"),
        ("expires_days", 99_999, "invalid"),
    ],
)
def test_a_wrong_token_is_refused(admin, store, field, value, code):
    reply = admin.post("/api-tokens", json=BODY | {field: value})
    assert (reply.status_code, reply.json["error"]) == (422, code)
    with store.read_session() as session:
        assert session.query(ApiToken).count() == 0


def test_there_are_not_too_many(admin, make_token):
    for _ in range(MAX_API_TOKENS):
        make_token()
    assert admin.post("/api-tokens", json=BODY).json["error"] == "too_many"


def test_others_do_not_reach_the_screen(client_for, scene, meeting):
    secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
    staff = client_for(account_id=scene.make_account())
    for client, status in ((client_for(), 401), (secretary, 403), (staff, 403)):
        assert client.get("/api-tokens").status_code == status
        assert client.get("/api-tokens/1/calls").status_code == status
        assert client.post("/api-tokens", json=BODY).status_code == status
        assert client.post("/api-tokens/1/revoke", json={}).status_code == status


@pytest.fixture
def run(store, monkeypatch, capsys):
    """Run the command on the data of `store`."""
    monkeypatch.setenv("KIOSK_DATA", str(store.config.data))
    if store.config.database_url:
        monkeypatch.setenv("KIOSK_DATABASE_URL", store.config.database_url)

    def command(*arguments):
        status = main(["token", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_the_operator_makes_lists_and_revokes(run, call, store):
    scopes = "meetings:read,results:read"
    status, out, _ = run("--scopes", scopes, "--name", "Trục tỉnh", "--json")
    made = json.loads(out)
    assert status == 0
    assert set(made) == {"token", "id", "scopes", "expires_at"}
    assert made["scopes"] == scopes.split(",")
    assert call(made["token"], "/meetings").status_code == 200
    listed = json.loads(run("--list", "--json")[1])
    assert [(one["id"], one["name"]) for one in listed] == [(made["id"], "Trục tỉnh")]
    assert listed[0]["last_call"]
    assert made["token"] not in run("--list")[1]
    assert run("--revoke", str(made["id"]))[0] == 0
    assert call(made["token"], "/meetings").status_code == 401
    assert ("api_token_revoked", f"token:{made['id']}") in acts(store)


def test_the_operator_prints_the_token_alone(run, call):
    status, out, err = run("--scopes", "meetings:read", "--expires-days", "3")
    assert (status, call(out.strip(), "/token").status_code) == (0, 200)
    assert "Mã chỉ in một lần" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--scopes", "everything"),
        ("--scopes", ""),
        ("--scopes", "meetings:read", "--expires-days", "0"),
        ("--revoke", "99"),
    ],
)
def test_the_operator_is_told_what_is_wrong(run, store, arguments):
    status, out, err = run(*arguments)
    assert (status != 0, out) == (True, "")
    assert err.strip()
    with store.read_session() as session:
        assert session.query(ApiToken).count() == 0
