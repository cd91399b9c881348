"""The middleware gives the same answers without a query to the database."""

import pytest
from sqlalchemy import event

from kiosk.meeting_admin.actions.state import change_state
from kiosk.meetings.events import MeetingChanged
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role, Visibility


@pytest.fixture
def guest(client_for, scene, meeting):
    return client_for(scene.make_member(meeting, Role.GUEST))


def change(store, meeting: int) -> None:
    with store.unit_of_work("test") as work:
        work.record(MeetingChanged(meeting_id=meeting))


def test_after_the_first_the_database_is_asked_nothing(store, guest, meeting):
    first = guest.get(f"/m/{meeting}/snapshot")
    asked = []

    def note(*what) -> None:
        asked.append(what)

    event.listen(store.database.engine, "before_cursor_execute", note)
    again = guest.get(f"/m/{meeting}/snapshot")
    event.remove(store.database.engine, "before_cursor_execute", note)
    assert (again.json, again.headers["ETag"]) == (first.json, first.headers["ETag"])
    assert asked == []


def test_it_is_as_safe_as_every_other_answer(guest, meeting):
    reply = guest.get(f"/m/{meeting}/snapshot")
    assert reply.mimetype == "application/json"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Cache-Control"] == "private, no-cache"
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_what_is_unchanged_is_not_sent_again(guest, meeting, store):
    tag = guest.get(f"/m/{meeting}/snapshot").headers["ETag"]
    headers = {"If-None-Match": tag}
    again = guest.get(f"/m/{meeting}/snapshot", headers=headers)
    assert (again.status_code, again.data) == (304, b"")
    change(store, meeting)
    assert guest.get(f"/m/{meeting}/snapshot", headers=headers).status_code == 200


def test_a_local_change_is_in_the_snapshot_before_its_event_is_sent(
    guest, meeting, store
):
    assert guest.get(f"/m/{meeting}/snapshot").json["n"] == 0
    change(store, meeting)
    assert guest.get(f"/m/{meeting}/snapshot").json["n"] == 1


def test_a_requested_number_is_the_minimum(server, guest, meeting):
    guest.get(f"/m/{meeting}/snapshot")
    # Another process has changed something; this one has not received the event.
    server.broadcast._bus = server.bus
    with server.store.unit_of_work("test") as work:
        work._publisher = type("Silent", (), {"publish": lambda *_: None})()
        work.record(MeetingChanged(meeting_id=meeting))
    assert guest.get(f"/m/{meeting}/snapshot").json["n"] == 0
    known = {"Meeting-Number": "1"}
    assert guest.get(f"/m/{meeting}/snapshot", headers=known).json["n"] == 1


@pytest.mark.parametrize("number", ["", "-1", "abc", "1e9", "9" * 18, "9" * 40])
def test_a_made_up_number_does_no_harm(guest, meeting, number):
    reply = guest.get(f"/m/{meeting}/snapshot", headers={"Meeting-Number": number})
    assert (reply.status_code, reply.json["n"]) == (200, 0)


def test_each_role_sees_its_own(client_for, scene, meeting, guest):
    scene.make_item(meeting, "Kín", Visibility.PREPARERS)
    chair = client_for(scene.make_member(meeting, Role.CHAIR))
    assert len(chair.get(f"/m/{meeting}/snapshot").json["items"]) == 1
    assert guest.get(f"/m/{meeting}/snapshot").json["items"] == []


def test_others_get_the_usual_error_message(server, client_for, scene, meeting, guest):
    assert client_for().get(f"/m/{meeting}/snapshot").status_code == 401
    other = scene.make_meeting("Hội nghị kín")
    assert guest.get(f"/m/{other}/snapshot").status_code == 404
    desk = client_for(scene.make_member(meeting, Role.ENTRANCE))
    assert desk.get(f"/m/{meeting}/snapshot").status_code == 403
    assert guest.post(f"/m/{meeting}/snapshot").status_code == 405
    assert guest.get("/m/00/snapshot").status_code == 404


def test_a_meeting_that_has_closed_shows_nothing_more(server, scene, meeting, guest):
    assert guest.get(f"/m/{meeting}/snapshot").status_code == 200
    member = scene.make_member(meeting, Role.CHAIR)
    with server.store.read_session() as session:
        from kiosk.accounts.queries import actor_in
        from kiosk.identity import Identity

        chair = actor_in(session, Identity(1, "x", member_id=member), meeting)
    with server.store.unit_of_work("test") as work:
        change_state(work, actor=chair, new=MeetingState.CLOSED, record_key=bytes(32))
    server.broadcast.step(0.01)
    assert guest.get(f"/m/{meeting}/snapshot").status_code == 401
