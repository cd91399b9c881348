"""Service calls: from a seat to the desk, answered by one person of their site."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.meetings.rules import MeetingState
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.service_calls.rules import CALL_SECONDS, MOST_CALLS
from kiosk.storage.journal import events_after


class ServiceDesk:
    def __init__(self, scene, client_for):
        self.scene, self.client_for = scene, client_for
        self.meeting = scene.make_meeting()
        self.at = f"/m/{self.meeting}/service-calls"
        self.site = scene.make_site(self.meeting, "Xã Nậm Cắn")
        self.other_site = scene.make_site(self.meeting, "Xã Tri Lễ")
        self.caller = self.member(
            Role.OFFICIAL_DELEGATE, name="Lò Văn Pánh", seat="B12", site_id=self.site
        )
        self.desk = self.member(Role.ENTRANCE, name="Vi Thị Hoa")

    def member(self, role, **fields):
        return self.client_for(self.scene.make_member(self.meeting, role, **fields))

    def call(self, kind="water", client=None):
        return (client or self.caller).post(self.at, json={"kind": kind})

    def act(self, call_id, action, client=None):
        path = f"{self.at}/{call_id}/{action}"
        return (client or self.desk).post(path, json={})

    def board(self, client=None):
        return (client or self.desk).get(f"{self.at}/board").json["calls"]

    def mine(self, client=None):
        return (client or self.caller).get(f"{self.at}/mine").json["calls"]


@pytest.fixture
def room(scene, client_for):
    return ServiceDesk(scene, client_for)


@pytest.mark.parametrize("role", Role)
def test_who_may_call_and_who_may_answer(room, role):
    client = room.member(role, site_id=room.site)
    calls = role in PERMISSIONS[Permission.CALL_SERVICE]
    answers = role in PERMISSIONS[Permission.ANSWER_SERVICE_CALLS]
    made = room.call("technician").json["id"]
    assert room.call("help", client).status_code == (201 if calls else 403)
    assert client.get(f"{room.at}/mine").status_code == (200 if calls else 403)
    for path in (room.at, f"{room.at}/board"):
        assert client.get(path).status_code == (200 if answers else 403)
    assert room.act(made, "take", client).status_code == (204 if answers else 403)
    assert room.act(made, "done", client).status_code == (204 if answers else 403)


def test_the_desk_sees_who_calls_from_where_and_for_what(room, store):
    made = room.call("technician").json["id"]
    (call,) = room.board()
    shown = {name: call[name] for name in ("id", "caller", "seat", "site", "kind")}
    assert shown == {
        "id": made,
        "caller": "Lò Văn Pánh",
        "seat": "B12",
        "site": "Xã Nậm Cắn",
        "kind": "technician",
    }
    with store.read_session() as session:
        *_, event = events_after(session, room.meeting, 0)
    assert event.body == {"kind": "service_call_changed", "call_id": made}
    assert Role.OFFICIAL_DELEGATE not in event.audience


def test_one_open_call_of_each_kind_per_person(room):
    made = room.call("water").json["id"]
    assert room.call("water").json["id"] == made
    assert room.call("help").json["id"] != made
    assert [call["kind"] for call in room.mine()] == ["water", "help"]
    room.act(made, "done")
    assert room.call("water").json["id"] != made


def test_the_caller_learns_who_is_on_the_way_and_that_it_is_done(room):
    made = room.call().json["id"]
    for _ in range(2):
        assert room.act(made, "take").status_code == 204
    (call,) = room.mine()
    assert (call["state"], call["taken_by"]) == ("taken", "Vi Thị Hoa")
    for _ in range(2):
        assert room.act(made, "done").status_code == 204
    assert room.mine() == []
    (call,) = room.board()
    assert (call["state"], call["ended_by"]) == ("done", "Vi Thị Hoa")


def test_the_second_to_take_it_learns_who_was_first(room):
    made = room.call().json["id"]
    room.act(made, "take")
    secretary = room.member(Role.SECRETARY)
    refused = room.act(made, "take", secretary)
    assert refused.status_code == 409
    assert "Vi Thị Hoa" in refused.json["message"]
    # Whoever is there first may say that it is done.
    assert room.act(made, "done", secretary).status_code == 204


def test_only_the_caller_cancels(room):
    made = room.call().json["id"]
    neighbour = room.member(Role.OFFICIAL_DELEGATE)
    assert room.act(made, "cancel", neighbour).status_code == 404
    for _ in range(2):
        assert room.act(made, "cancel", room.caller).status_code == 204
    assert room.board() == []
    assert room.act(made, "take").status_code == 409
    again = room.call().json["id"]
    room.act(again, "done")
    assert room.act(again, "cancel", room.caller).status_code == 409


@pytest.mark.parametrize("role", [Role.SITE_LEAD, Role.SITE_TECHNICIAN])
def test_an_operator_sees_and_answers_calls_of_their_own_site_only(room, role):
    own = room.member(role, site_id=room.site)
    other = room.member(role, site_id=room.other_site)
    nowhere = room.member(role)
    made = room.call().json["id"]
    assert [call["id"] for call in room.board(own)] == [made]
    for client in (other, nowhere):
        assert room.board(client) == []
        for action in ("take", "done"):
            assert room.act(made, action, client).status_code == 404
    assert room.act(made, "take", own).status_code == 204


def test_who_calls_too_often_has_to_wait(room):
    for _ in range(MOST_CALLS):
        room.act(room.call().json["id"], "cancel", room.caller)
    refused = room.call()
    assert refused.status_code == 429
    assert refused.json["message"]
    # Others are not concerned, and after a while nobody is.
    neighbour = room.member(Role.GUEST)
    assert room.call("water", neighbour).status_code == 201
    with clock.frozen(clock.now() + dt.timedelta(seconds=CALL_SECONDS + 1)):
        assert room.call().status_code == 201


@pytest.mark.parametrize(
    "wrong", [{}, {"kind": "wine"}, {"kind": "help", "seat": "A1"}]
)
def test_bad_input_is_refused(room, wrong):
    assert room.caller.post(room.at, json=wrong).status_code == 422


def test_a_call_of_another_meeting_is_not_found(room, scene, client_for):
    made = room.call().json["id"]
    other = scene.make_meeting("Hội nghị khác")
    stranger = client_for(scene.make_member(other, Role.SECRETARY))
    for action in ("take", "done"):
        path = f"/m/{other}/service-calls/{made}/{action}"
        assert stranger.post(path, json={}).status_code == 404


def test_in_a_closed_meeting_nobody_calls(scene, client_for):
    closed = scene.make_meeting(state=MeetingState.CLOSED)
    account = scene.make_account()
    scene.make_member(closed, Role.CHAIR, account_id=account)
    client = client_for(account_id=account)
    reply = client.post(f"/m/{closed}/service-calls", json={"kind": "help"})
    assert reply.status_code == 409
