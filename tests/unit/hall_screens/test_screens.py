"""The hall's screens: held, queued, taken, automatic; who may; the history."""

import datetime as dt

import pytest

from kiosk.clock import now
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.roles import PREPARERS, Role
from kiosk.storage.journal import events_after

OPERATORS = PREPARERS | {Role.CHAIR}


@pytest.fixture
def client_of(scene, client_for, meeting):
    return lambda role, name="Lê Thu Hà": client_for(
        scene.make_member(meeting, role, name)
    )


@pytest.fixture
def secretary(client_of):
    return client_of(Role.SECRETARY)


@pytest.fixture
def show(meeting, secretary):
    def send(scene, screen=1, client=None, **more):
        body = {"scene": scene, **more}
        path = f"/m/{meeting}/screens/{screen}/show"
        return (client or secretary).post(path, json=body)

    return send


def screens(client, meeting):
    return client.get(f"/m/{meeting}/snapshot").json.get("screens")


@pytest.mark.parametrize("role", Role)
def test_who_may_run_the_screens(client_of, meeting, show, role):
    client = client_of(role)
    may = role in OPERATORS
    assert show({"kind": "blank"}, client=client).status_code == (204 if may else 403)
    assert client.get(f"/m/{meeting}/screens").status_code == (200 if may else 403)
    assert client.get(f"/m/{meeting}/screens/history").status_code == (
        200 if may else 403
    )
    if role != Role.ENTRANCE:
        knows = role in OPERATORS | {Role.WALL}
        assert (screens(client, meeting) is not None) is knows


def test_the_main_screen_is_there_and_automatic_without_setup(secretary, meeting):
    assert screens(secretary, meeting) == [
        {
            "id": 1,
            "name": "Màn hình chính",
            "is_held": False,
            "scene": {"kind": "auto", "ref": None, "until": None, "file": None},
            "queued": None,
            "revision": 0,
            "changed_by": "",
            "changed_at": None,
        }
    ]


def test_a_held_scene_is_an_event_to_screens_and_operators_only(
    store, client_of, meeting, show
):
    wall = client_of(Role.WALL)
    before = wall.get(f"/m/{meeting}/snapshot").json["n"]
    assert show({"kind": "agenda"}).status_code == 204
    with store.read_session() as session:
        (event,) = events_after(session, meeting, before)
    assert event.body["kind"] == "hall_screen_changed"
    assert event.body["is_held"] is True
    assert event.body["scene"]["kind"] == "agenda"
    assert event.audience == OPERATORS | {Role.WALL}
    (screen,) = screens(wall, meeting)
    assert (screen["is_held"], screen["scene"]["kind"]) == (True, "agenda")
    # Again: no second event.
    assert show({"kind": "agenda"}).status_code == 204
    assert wall.get(f"/m/{meeting}/snapshot").json["n"] == before + 1
    assert show({"kind": "auto"}).status_code == 204
    assert screens(wall, meeting)[0]["is_held"] is False


def test_the_later_of_two_operators_learns_what_the_other_did(client_of, meeting, show):
    chair = client_of(Role.CHAIR, "Trần Đức An")
    assert show({"kind": "blank"}, client=chair, revision=0).status_code == 204
    reply = show({"kind": "agenda"}, revision=0)
    assert reply.status_code == 409
    assert "Trần Đức An vừa đổi màn hình “Màn hình chính”" in reply.json["message"]
    # Whoever wants what is there already is content.
    assert show({"kind": "blank"}, revision=0).status_code == 204
    assert show({"kind": "agenda"}, revision=1).status_code == 204


def test_a_queued_scene_is_seen_before_it_is_taken(meeting, secretary):
    path = f"/m/{meeting}/screens/1"
    assert secretary.post(f"{path}/take", json={}).status_code == 409
    queued = secretary.post(f"{path}/queue", json={"scene": {"kind": "welcome"}})
    assert queued.status_code == 204
    (screen,) = screens(secretary, meeting)
    assert screen["queued"]["kind"] == "welcome"
    assert screen["is_held"] is False
    taken = secretary.post(f"{path}/take", json={"revision": screen["revision"]})
    assert taken.status_code == 204
    (screen,) = screens(secretary, meeting)
    assert (screen["queued"], screen["scene"]["kind"]) == (None, "welcome")
    assert secretary.post(f"{path}/queue", json={"scene": None}).status_code == 204


def test_twelve_screens_at_most_and_the_main_one_stays(meeting, secretary):
    path = f"/m/{meeting}/screens"
    numbers = [
        secretary.post(path, json={"name": f"Sảnh {n}"}).json["id"] for n in range(11)
    ]
    assert numbers == list(range(2, 13))
    assert secretary.post(path, json={"name": "Thừa"}).status_code == 422
    assert secretary.post(f"{path}/1/delete", json={}).status_code == 422
    assert secretary.post(f"{path}/5/delete", json={}).status_code == 204
    assert secretary.post(f"{path}/5", json={"name": "Sảnh"}).status_code == 404
    assert secretary.post(path, json={"name": "  Cánh   gà "}).json["id"] == 5
    assert secretary.post(f"{path}/1", json={"name": "Sân khấu"}).status_code == 204
    found = {one["id"]: one["name"] for one in screens(secretary, meeting)}
    assert (found[1], found[5]) == ("Sân khấu", "Cánh gà")


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_screen_has_a_name(meeting, secretary, name):
    assert (
        secretary.post(f"/m/{meeting}/screens", json={"name": name}).status_code == 422
    )


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "film"},
        {"kind": "media"},
        {"kind": "media", "file": "../../etc/passwd"},
        {"kind": "pause", "until": "2020-01-01T00:00:00+07:00"},
        {"kind": "pause", "until": "2026-01-01T00:00:00"},
        {"kind": "vote", "ref": "1"},
        {},
    ],
)
def test_a_scene_that_cannot_be_shown_is_refused(show, wanted):
    assert show(wanted).status_code == 422


def test_a_picture_of_another_meeting_is_not_found(show):
    assert show({"kind": "media", "file": "b" * 64}).status_code == 404


def test_a_screen_that_is_not_there_is_not_found(show):
    assert show({"kind": "blank"}, screen=7).status_code == 404


def test_the_history_says_who_showed_what_and_keeps_fifty(meeting, secretary, show):
    until = (now() + dt.timedelta(minutes=20)).isoformat()
    assert show({"kind": "pause", "until": until}).status_code == 204
    for n in range(55):
        show({"kind": "blank" if n % 2 else "agenda"})
    show({"kind": "auto"})
    history = secretary.get(f"/m/{meeting}/screens/history").json
    assert len(history) == 50
    assert (history[0]["kind"], history[0]["is_held"]) == ("auto", False)
    assert history[0]["changed_by"] == "Lê Thu Hà"
    assert history[0]["screen"] == "Màn hình chính"


def test_a_closed_meeting_keeps_its_screens_as_they_are(
    store, scene, client_for, meeting, show
):
    client = client_for(
        account_id=scene.make_account("quan-tri", is_administrator=True)
    )
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).state = MeetingState.CLOSED
    assert show({"kind": "blank"}, client=client).status_code == 409


def test_the_welcome_has_the_wifi_and_an_address_without_a_badge(
    client_of, meeting, secretary
):
    body = {"wifi_name": " TinhUy-HoiNghi ", "wifi_password": "sonlam2026"}
    path = f"/m/{meeting}/screens/welcome"
    assert secretary.post(path, json=body).status_code == 204
    assert secretary.post(path, json={**body, "wifi_name": ""}).status_code == 422
    wall = client_of(Role.WALL)
    facts = wall.get(f"/m/{meeting}/screens/hall").json
    assert facts["welcome"]["wifi_name"] == "TinhUy-HoiNghi"
    assert facts["welcome"]["address"].endswith(f"/m/{meeting}/sign-in")
    assert facts["attendance"]["is_quorum"] is False
    code = wall.get(f"/m/{meeting}/screens/sign-in.svg")
    assert code.mimetype == "image/svg+xml"
    assert "<svg" in code.text
    delegate = client_of(Role.OFFICIAL_DELEGATE)
    for name in ("screens/hall", "screens/sign-in.svg", "lower-third"):
        assert delegate.get(f"/m/{meeting}/{name}").status_code == 403
        assert wall.get(f"/m/{meeting}/{name}").status_code == 200
