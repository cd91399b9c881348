"""Control devices give the floor, run timers and announce results."""

import pytest

from kiosk.pagesync.models import LivePage
from kiosk.roles import Role


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Thu Hà"))


@pytest.fixture
def device(server, secretary, meeting):
    """Send a command with a token of all scopes, or of some."""
    tokens = {}

    def send(command, body=None, scopes=("floor", "timers", "votes")):
        if scopes not in tokens:
            form = {"name": "Bàn phím", "scopes": list(scopes)}
            made = secretary.post(f"/m/{meeting}/control/tokens", json=form)
            tokens[scopes] = made.json["token"]
        return server.app.test_client().post(
            f"/control/v1/m/{meeting}/{command}",
            json=body or {},
            headers={
                "Authorization": f"Bearer {tokens[scopes]}",
                "Accept": "application/json",
            },
        )

    return send


def state(client, meeting):
    return client.get(f"/m/{meeting}/snapshot").json


@pytest.fixture
def waiting(scene, client_for, meeting):
    """Two delegates who have asked for the floor."""
    for name in ("Trần Văn Long", "Vàng A Páo"):
        client = client_for(scene.make_member(meeting, name=name))
        body = {"kind": "discussion", "topic": ""}
        assert client.post(f"/m/{meeting}/floor/requests", json=body).status_code < 300


def test_the_floor_goes_to_the_next_and_ends(secretary, device, meeting, waiting):
    names = []
    for _ in range(2):
        assert device("floor/give-next").status_code == 204
        names.append(state(secretary, meeting)["floor"]["speaking"]["name"])
    assert names == ["Trần Văn Long", "Vàng A Páo"]
    reply = device("floor/give-next")
    assert (reply.status_code, reply.json["error"]) == (409, "nobody_waits")
    assert device("floor/end").status_code == 204
    assert state(secretary, meeting)["floor"]["speaking"] is None
    assert device("floor/end").status_code == 409


def test_the_speakers_timer_is_paused_resumed_and_extended(
    secretary, device, meeting, waiting
):
    for command in ("start", "pause", "resume"):
        assert device(f"timer/{command}").status_code == 409
    assert device("timer/extend", {"seconds": 60}).status_code == 409
    device("floor/give-next")
    before = state(secretary, meeting)["timers"]["speaker"]
    assert device("timer/pause").status_code == 204
    assert state(secretary, meeting)["timers"]["speaker"]["running_since"] is None
    assert device("timer/start").status_code == 204
    assert device("timer/resume").status_code == 204
    assert device("timer/extend", {"seconds": 60}).status_code == 204
    after = state(secretary, meeting)["timers"]["speaker"]
    assert after["running_since"] is not None
    assert after["limit_seconds"] == before["limit_seconds"] + 60
    assert device("timer/extend", {"seconds": 0}).status_code == 422


def test_the_timer_of_the_current_item_is_started(
    scene, store, secretary, device, meeting
):
    assert device("timer/start", {"kind": "item"}).status_code == 409
    item = scene.make_item(meeting)
    with store.unit_of_work("test") as work:
        work.session.add(LivePage(meeting_id=meeting, item_id=item, page=1))
    assert device("timer/start", {"kind": "item"}).status_code == 204
    timer = state(secretary, meeting)["timers"]["item"]
    assert (timer["ref_id"], timer["running_since"] is None) == (item, False)


def test_a_result_that_is_not_there_is_not_announced(device):
    reply = device("vote/announce")
    assert (reply.status_code, reply.json["error"]) == (409, "no_result")
    assert device("vote/announce", {"vote_id": 99}).status_code == 404


@pytest.mark.parametrize(
    "command",
    ["floor/give-next", "floor/end", "timer/start", "timer/extend", "vote/announce"],
)
def test_each_command_needs_its_scope(device, command):
    assert device(command, {"seconds": 5}, ("pages",)).status_code == 403
