"""A request sent twice with one key is carried out once and answered alike."""

import datetime as dt
import threading

import pytest
from sqlalchemy import func, select

from kiosk import clock
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage import idempotency
from kiosk.storage.idempotency import KEPT, IdempotencyKey, KeyedRequest
from kiosk.storage.journal import last_number

KEY = "0123456789abcdef0123456789abcdef"
WORDS = {
    "title": "Thảo luận",
    "kind": "discussion",
    "presenter_id": None,
    "presenter_text": "",
    "planned_minutes": 20,
    "visibility": "everyone",
}


@pytest.fixture
def chair(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.CHAIR))


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


def press(client, url, body, key=KEY):
    return client.post(url, json=body, headers={"Idempotency-Key": key})


def number(store, meeting):
    with store.read_session() as session:
        return last_number(session, meeting)


def count_keys(store):
    with store.read_session() as session:
        return session.scalar(select(func.count(IdempotencyKey.id)))


def test_the_next_item_is_called_once_though_it_is_pressed_twice(
    scene, store, chair, meeting
):
    first, second = scene.make_item(meeting), scene.make_item(meeting)
    url = f"/m/{meeting}/current-item"
    assert press(chair, url, {"item": first}).status_code == 204
    # Somebody else goes on in between; the repeated press does not go back.
    press(chair, url, {"item": second}, "f" * 32)
    before = number(store, meeting)
    again = press(chair, url, {"item": first})
    assert (again.status_code, again.data) == (204, b"")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert number(store, meeting) == before


def test_the_meeting_is_opened_once_and_the_repeated_press_succeeds(
    scene, store, client_for
):
    meeting = scene.make_meeting(state=MeetingState.PUBLISHED)
    chair = client_for(scene.make_member(meeting, Role.CHAIR))
    for _ in range(2):
        reply = press(chair, f"/m/{meeting}/state", {"state": "open"})
        assert reply.status_code == 204
    assert number(store, meeting) == 1


def test_an_answer_with_a_body_is_repeated_and_nothing_is_added_twice(
    secretary, meeting
):
    url, body = f"/m/{meeting}/agenda", {"words": WORDS}
    first, again = (press(secretary, url, body) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    assert len(secretary.get(f"/m/{meeting}/snapshot").json["items"]) == 1


def test_no_text_of_an_answer_is_stored_and_the_repeated_request_says_so(
    scene, store, secretary, meeting
):
    member = scene.make_member(meeting)
    url = f"/m/{meeting}/members/{member}/badge"
    first, again = (press(secretary, url, {}) for _ in range(2))
    assert first.status_code < 300
    secrets = [value for value in first.json.values() if isinstance(value, str)]
    assert secrets
    with store.read_session() as session:
        kept = session.scalars(select(IdempotencyKey.answer)).one()
    assert not any(secret in kept for secret in secrets)
    assert (again.status_code, again.json["error"]) == (409, "already_done")


def test_another_key_address_or_person_is_another_request(
    scene, chair, secretary, meeting
):
    url, body = f"/m/{meeting}/agenda", {"words": WORDS}
    made = {press(secretary, url, body, key * 32).json["id"] for key in "abc"}
    assert len(made) == 3
    item = scene.make_item(meeting)
    note = {"text": "Kính thưa", "revision": 0}
    for one in (item, *made):
        path = f"/m/{meeting}/script-notes/{one}"
        assert press(chair, path, note).json == {"revision": 1}
    path = f"/m/{meeting}/script-notes/{item}"
    assert press(secretary, path, note | {"revision": 1}).json == {"revision": 1}


def test_a_key_with_another_body_is_refused(scene, chair, meeting):
    first, second = scene.make_item(meeting), scene.make_item(meeting)
    url = f"/m/{meeting}/current-item"
    press(chair, url, {"item": first})
    refused = press(chair, url, {"item": second})
    assert (refused.status_code, refused.json["error"]) == (422, "key_reused")
    live = chair.get(f"/m/{meeting}/snapshot").json["live"]
    assert live["item_id"] == first


def test_a_refused_request_is_tried_again(scene, store, chair, meeting):
    url = f"/m/{meeting}/current-item"
    missing = scene.make_item(scene.make_meeting("Hội nghị khác"))
    for _ in range(2):
        assert press(chair, url, {"item": missing}).status_code == 404
    assert count_keys(store) == 0


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "ế" * 20, "a b" * 10])
def test_a_key_of_another_form_is_refused(scene, chair, meeting, key):
    item = scene.make_item(meeting)
    reply = press(chair, f"/m/{meeting}/current-item", {"item": item}, key)
    assert reply.status_code == 422


def test_nothing_is_kept_of_requests_without_a_key_or_of_page_turns(
    scene, store, chair, meeting
):
    document = scene.make_document(meeting, scene.make_item(meeting), [b"RIFF"] * 3)
    chair.post(f"/m/{meeting}/lead", json={"member": None})
    press(chair, f"/m/{meeting}/page", {"document": document, "page": 2})
    assert count_keys(store) == 0


def test_a_stranger_with_somebodys_key_is_refused(scene, client_for, chair, meeting):
    url, body = f"/m/{meeting}/current-item", {"item": scene.make_item(meeting)}
    press(chair, url, body)
    assert press(client_for(), url, body).status_code == 401
    delegate = client_for(scene.make_member(meeting))
    assert press(delegate, url, body).status_code == 403


def test_keys_are_forgotten_after_their_time_and_bounded_for_each_sign_in(
    scene, store, chair, meeting, monkeypatch
):
    monkeypatch.setattr(idempotency, "MAX_KEYS_PER_SENDER", 3)
    item, url = scene.make_item(meeting), f"/m/{meeting}/current-item"
    for key in "abcdef":
        press(chair, url, {"item": item}, key * 32)
    assert count_keys(store) == 3
    with clock.frozen(clock.now() + KEPT + dt.timedelta(seconds=1)):
        press(chair, url, {"item": None}, "9" * 32)
    assert count_keys(store) == 1


def test_of_two_at_once_one_is_carried_out(scene, store, server, meeting):
    item = scene.make_item(meeting)
    token = scene.sign_in(scene.make_member(meeting, Role.SECRETARY))
    replies = []

    def write() -> None:
        client = server.app.test_client()
        client.set_cookie("kiosk", token)
        body = {"text": "Kính thưa", "revision": 0}
        replies.append(press(client, f"/m/{meeting}/script-notes/{item}", body))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reply.json for reply in replies] == [{"revision": 1}] * 4
    assert number(store, meeting) == 1


def test_the_key_exists_only_with_the_change(scene, store, meeting):
    member = scene.make_member(meeting)
    scene.sign_in(member)
    noted = KeyedRequest(1, "key", "body")
    token = idempotency.keyed_request.set(noted)
    try:
        with pytest.raises(ZeroDivisionError), store.unit_of_work("test"):
            raise ZeroDivisionError
        assert not noted.is_kept
        assert count_keys(store) == 0
        with store.unit_of_work("test"):
            pass
        assert noted.is_kept
        # A second change of the same request.
        with store.unit_of_work("test"):
            pass
    finally:
        idempotency.keyed_request.reset(token)
    assert count_keys(store) == 1
