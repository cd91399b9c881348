"""Control devices: tokens made and revoked, commands, and what is refused."""

import logging

import pytest

from kiosk.control.models import ControlToken
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.pagesync.queries import live_page
from kiosk.roles import PREPARERS, Role

ALL = ["pages", "floor", "timers", "votes", "screens"]
REFUSED = "control refused"


@pytest.fixture
def client_of(scene, client_for, meeting):
    return lambda role: client_for(scene.make_member(meeting, role, "Lê Thu Hà"))


@pytest.fixture
def make_token(client_of):
    def make(meeting, *scopes, client=None):
        body = {"name": "Bàn phím chủ toạ", "scopes": list(scopes or ALL)}
        client = client or client_of(Role.SECRETARY)
        reply = client.post(f"/m/{meeting}/control/tokens", json=body)
        assert reply.status_code == 201, reply.text
        return reply.json

    return make


@pytest.fixture
def device(server, meeting):
    """Send a command with a token, without any cookie."""

    def send(token, command, body=None, method="POST", to=meeting):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return server.app.test_client().open(
            f"/control/v1/m/{to}/{command}",
            method=method,
            json=body if method == "POST" else None,
            headers={"Accept": "application/json", **headers},
        )

    return send


@pytest.fixture
def paper(scene, store, meeting):
    """A meeting that shows the first of two pages of its second item's paper."""
    items = [scene.make_item(meeting, f"Nội dung {n}", ordinal=n) for n in range(3)]
    document = scene.make_document(meeting, items[1], [b"one", b"two"])
    with store.unit_of_work("test") as work:
        live = live_page(work.session, meeting)
        work.session.add(live)
        live.document_id, live.item_id = document, items[1]
    return items, document


def shown(store, meeting):
    with store.read_session() as session:
        live = live_page(session, meeting)
        return live.item_id, live.page


@pytest.mark.parametrize("role", Role)
def test_the_secretary_makes_tokens_and_nobody_else(client_of, meeting, role):
    client = client_of(role)
    may = role in PREPARERS
    body = {"name": "Bàn phím", "scopes": ["pages"]}
    made = client.post(f"/m/{meeting}/control/tokens", json=body)
    assert made.status_code == (201 if may else 403)
    assert client.get(f"/m/{meeting}/control").status_code == (200 if may else 403)


@pytest.mark.parametrize(
    "body",
    [
        {"name": "", "scopes": ["pages"]},
        {"name": "Bàn phím", "scopes": []},
        {"name": "Bàn phím", "scopes": ["everything"]},
    ],
)
def test_a_token_needs_a_name_and_scopes(client_of, meeting, body):
    client = client_of(Role.SECRETARY)
    reply = client.post(f"/m/{meeting}/control/tokens", json=body)
    assert reply.status_code == 422


def test_a_token_is_shown_once_and_stored_as_a_hash(
    store, client_of, make_token, meeting
):
    made = make_token(meeting)
    with store.read_session() as session:
        row = session.get_one(ControlToken, made["id"])
        assert made["token"] not in (row.token_hash, row.name, row.scopes)
    page = client_of(Role.SECRETARY).get(f"/m/{meeting}/control").text
    assert made["token"] not in page
    assert "Bàn phím chủ toạ" in page


def test_pages_are_turned_and_items_called(store, make_token, device, meeting, paper):
    items, _ = paper
    token = make_token(meeting, "pages")["token"]
    assert device(token, "next-page").status_code == 204
    assert shown(store, meeting) == (items[1], 2)
    beyond = device(token, "next-page")
    assert (beyond.status_code, beyond.json["message"]) == (422, "Đã ở trang cuối.")
    assert device(token, "previous-page").status_code == 204
    assert device(token, "next-item").status_code == 204
    assert shown(store, meeting) == (items[2], 1)
    assert device(token, "next-item").status_code == 422


def test_no_page_is_turned_where_none_is_shown(make_token, device, meeting):
    token = make_token(meeting, "pages")["token"]
    assert device(token, "next-page").status_code == 409


def test_who_has_been_given_the_lead_keeps_it(
    scene, store, make_token, device, meeting, paper
):
    leader = scene.make_member(meeting, Role.PRESENTER)
    with store.unit_of_work("test") as work:
        live_page(work.session, meeting).leader_id = leader
    token = make_token(meeting, "pages")["token"]
    assert device(token, "next-page").status_code == 403


def test_a_screen_is_held_and_made_automatic_again(
    client_of, make_token, device, meeting
):
    token = make_token(meeting, "screens")["token"]
    wall = client_of(Role.WALL)
    for kind, is_held in (("agenda", True), ("auto", False)):
        assert device(token, "screens/1/show", {"kind": kind}).status_code == 204
        (screen,) = wall.get(f"/m/{meeting}/snapshot").json["screens"]
        assert screen["is_held"] is is_held
        assert screen["changed_by"] == "Bàn phím chủ toạ"
    assert device(token, "screens/1/show", {"kind": "film"}).status_code == 422
    assert device(token, "screens/9/show", {"kind": "blank"}).status_code == 404


def test_a_token_does_what_its_scopes_allow_and_nothing_else(
    make_token, device, meeting, paper, caplog
):
    token = make_token(meeting, "screens")["token"]
    with caplog.at_level(logging.WARNING):
        assert device(token, "next-page").status_code == 403
    assert caplog.text.count(REFUSED) == 1
    assert token not in caplog.text


@pytest.mark.parametrize("path", ["snapshot", "screens", "control", "wall", "chair"])
def test_a_token_opens_no_other_door(server, make_token, meeting, path):
    token = make_token(meeting)["token"]
    reply = server.app.test_client().get(
        f"/m/{meeting}/{path}", headers={"Authorization": f"Bearer {token}"}
    )
    assert reply.status_code == 401


@pytest.mark.parametrize("role", Role)
def test_a_cookie_controls_nothing(client_of, meeting, paper, caplog, role):
    with caplog.at_level(logging.WARNING):
        reply = client_of(role).post(f"/control/v1/m/{meeting}/next-page")
    assert reply.status_code == 401
    assert caplog.text.count(REFUSED) == 1


@pytest.mark.usefixtures("paper")
def test_tokens_of_other_meetings_and_revoked_ones_are_refused_alike(  # noqa: PLR0917
    scene, client_for, client_of, make_token, device, meeting, caplog
):
    other = scene.make_meeting("Hội nghị khác")
    elsewhere = client_for(scene.make_member(other, Role.SECRETARY))
    foreign = make_token(other, client=elsewhere)["token"]
    made = make_token(meeting)
    path = f"/m/{meeting}/control/tokens/{made['id']}/revoke"
    assert elsewhere.post(path, json={}).status_code == 404
    assert device(made["token"], "next-page").status_code == 204
    assert client_of(Role.SECRETARY).post(path, json={}).status_code == 204
    with caplog.at_level(logging.WARNING):
        replies = [
            device(token, "previous-page")
            for token in (foreign, made["token"], "nonsense", "", "x" * 5000)
        ]
    assert {reply.status_code for reply in replies} == {401}
    assert len({reply.text for reply in replies}) == 1
    assert caplog.text.count(REFUSED) == 5


def test_nothing_is_controlled_after_the_meeting(
    store, make_token, device, meeting, paper
):
    token = make_token(meeting)["token"]
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).state = MeetingState.CLOSED
    for command in ("next-page", "next-item"):
        assert device(token, command).status_code == 403
    for path in ("state", "events"):
        assert device(token, path, method="GET").status_code == 403


def test_the_last_use_is_written(store, make_token, device, meeting):
    made = make_token(meeting)
    assert device(made["token"], "state", method="GET").status_code == 200
    with store.read_session() as session:
        assert session.get_one(ControlToken, made["id"]).last_used_at is not None


def test_too_many_requests_of_a_token_are_refused(make_token, device, meeting):
    token = make_token(meeting)["token"]
    replies = [device(token, "state", method="GET") for _ in range(60)]
    assert replies[0].status_code == 200
    assert 429 in {reply.status_code for reply in replies}
    assert all(r.headers["Retry-After"] for r in replies if r.status_code == 429)


def test_too_many_guesses_are_slowed_down(device):
    statuses = [device("nonsense", "next-page").status_code for _ in range(40)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
