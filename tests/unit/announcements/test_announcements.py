"""Announcements reach their audience, and nobody else, by any route."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.announcements.rules import MOST_SHOWN
from kiosk.meetings.rules import MeetingState
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.storage.journal import events_after

TEXT = "Xin mời đại biểu vào phòng họp"


@pytest.fixture
def client_of(scene, client_for, meeting):
    return lambda role, **fields: client_for(scene.make_member(meeting, role, **fields))


@pytest.fixture
def secretary(client_of):
    return client_of(Role.SECRETARY, name="Trần Thị Thư")


def make(client, meeting, **fields):
    body = {"text": TEXT} | fields
    return client.post(f"/m/{meeting}/announcements", json=body)


def shown(client, meeting):
    state = client.get(f"/m/{meeting}/snapshot").json
    return [one["text"] for one in state["announcements"]]


def at_site(client, meeting):
    answer = client.get(f"/m/{meeting}/announcements/mine").json
    return [one["text"] for one in answer["announcements"]]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_announce_make_list_and_withdraw(
    client_of, secretary, meeting, role
):
    client = client_of(role)
    may = role in PERMISSIONS[Permission.ANNOUNCE]
    made = make(secretary, meeting).json["id"]
    path = f"/m/{meeting}/announcements"
    assert make(client, meeting).status_code == (201 if may else 403)
    assert client.get(path).status_code == (200 if may else 403)
    withdrawn = client.post(f"{path}/{made}/withdraw", json={})
    assert withdrawn.status_code == (204 if may else 403)


def test_all_read_it_until_another_manager_withdraws_it(
    client_of, secretary, meeting, store
):
    delegate, chair = client_of(Role.OFFICIAL_DELEGATE), client_of(Role.CHAIR)
    before = delegate.get(f"/m/{meeting}/snapshot").json["n"]
    made = make(secretary, meeting, urgent=True).json["id"]
    state = delegate.get(f"/m/{meeting}/snapshot").json
    (shown_one,) = state["announcements"]
    assert shown_one["text"] == TEXT
    assert shown_one["urgent"]
    assert shown_one["made_by"] == "Trần Thị Thư"
    assert shown_one["ends_at"] is None
    assert "announcements_made" not in state
    for _ in range(2):
        path = f"/m/{meeting}/announcements/{made}/withdraw"
        assert chair.post(path, json={}).status_code == 204
    assert shown(delegate, meeting) == []
    with store.read_session() as session:
        bodies = [event.body for event in events_after(session, meeting, before)]
    fields = {"announcement_id": made, "site_id": None}
    assert bodies == [
        {"kind": "announcement_made", **fields},
        {"kind": "announcement_withdrawn", **fields},
    ]
    (line,) = chair.get(f"/m/{meeting}/announcements").json["announcements"]
    assert not line["is_shown"]
    assert line["withdrawn_at"]


def test_one_that_is_not_urgent_ends_by_itself(client_of, secretary, meeting):
    delegate = client_of(Role.OFFICIAL_DELEGATE)
    make(secretary, meeting, minutes=5)
    make(secretary, meeting, text="Mất điện", urgent=True)
    assert shown(delegate, meeting) == ["Mất điện", TEXT]
    with clock.frozen(clock.now() + dt.timedelta(minutes=6)):
        # An event makes the state anew; without one, screens look at `ends_at`.
        make(secretary, meeting, text="Họp tiếp")
        assert shown(delegate, meeting) == ["Họp tiếp", "Mất điện"]


def test_a_role_alone_reads_what_is_addressed_to_it(client_of, secretary, meeting):
    guest, delegate = client_of(Role.GUEST), client_of(Role.OFFICIAL_DELEGATE)
    wall, chair = client_of(Role.WALL), client_of(Role.CHAIR)
    make(secretary, meeting, audience={"kind": "role", "ref": "guest"})
    assert shown(guest, meeting) == [TEXT]
    for other in (delegate, wall, chair):
        assert shown(other, meeting) == []
    made = chair.get(f"/m/{meeting}/snapshot").json["announcements_made"]
    assert [one["text"] for one in made] == [TEXT]


def test_the_event_of_a_role_goes_to_it_and_to_those_who_announce(
    store, secretary, meeting
):
    make(secretary, meeting, audience={"kind": "role", "ref": "guest"})
    with store.read_session() as session:
        *_, event = events_after(session, meeting, 0)
    managers = PERMISSIONS[Permission.ANNOUNCE]
    assert frozenset(event.audience) == managers | {Role.GUEST}


def test_a_site_alone_reads_what_is_addressed_to_it(
    scene, client_of, secretary, meeting
):
    here, there = scene.make_site(meeting), scene.make_site(meeting, "Xã Tri Lễ")
    inside = client_of(Role.OFFICIAL_DELEGATE, site_id=here)
    wall = client_of(Role.WALL, site_id=here)
    outside = client_of(Role.OFFICIAL_DELEGATE, site_id=there)
    nowhere = client_of(Role.GUEST)
    made = make(secretary, meeting, audience={"kind": "site", "ref": here}).json["id"]
    assert at_site(inside, meeting) == at_site(wall, meeting) == [TEXT]
    for client in (outside, nowhere, secretary):
        assert at_site(client, meeting) == []
    for client in (inside, outside, nowhere, wall):
        reply = client.get(f"/m/{meeting}/snapshot")
        assert TEXT not in reply.get_data(as_text=True)
        assert reply.json["site_announcements"] == [{"id": made, "site_id": here}]
    (line,) = secretary.get(f"/m/{meeting}/announcements").json["announcements"]
    assert line["site"] == "Xã Nậm Cắn"


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"minutes": 0},
        {"audience": {"kind": "site"}},
        {"audience": {"kind": "site", "ref": 0}},
        {"audience": {"kind": "role", "ref": "wall"}},
        {"audience": {"kind": "nobody"}},
        {"sender": "Chủ tịch"},
    ],
)
def test_bad_input_is_refused_with_a_sentence(secretary, meeting, wrong):
    reply = make(secretary, meeting, **wrong)
    assert reply.status_code == 422
    assert reply.json["message"]


def test_a_site_of_another_meeting_is_refused(scene, secretary, meeting):
    site = scene.make_site(scene.make_meeting("Hội nghị khác"))
    audience = {"kind": "site", "ref": site}
    assert make(secretary, meeting, audience=audience).status_code == 422


def test_one_of_another_meeting_is_not_withdrawn(scene, client_for, secretary, meeting):
    other = scene.make_meeting("Hội nghị khác")
    stranger = client_for(scene.make_member(other, Role.CHAIR))
    made = make(secretary, meeting).json["id"]
    path = f"/m/{other}/announcements/{made}/withdraw"
    assert stranger.post(path, json={}).status_code == 404
    assert shown(secretary, meeting) == [TEXT]


def test_a_closed_meeting_and_too_many_are_refused(
    scene, client_for, secretary, meeting
):
    closed = scene.make_meeting(state=MeetingState.CLOSED)
    client = client_for(scene.make_member(closed, Role.SECRETARY))
    assert make(client, closed).status_code == 409
    for _ in range(MOST_SHOWN):
        assert make(secretary, meeting, urgent=True).status_code == 201
    assert make(secretary, meeting).status_code == 409
