"""Agreement, comments, approving, locking: allowed and refused."""

import datetime as dt
import hashlib
import json

import pytest

from kiosk import clock
from kiosk.minutes.models import Minutes
from kiosk.minutes.shared_text import text_lines
from kiosk.record.queries import record_root
from kiosk.roles import Role
from kiosk.storage.journal import events_after, last_number


@pytest.fixture
def delegate_id(scene, meeting):
    return scene.make_member(meeting, Role.OFFICIAL_DELEGATE, "Nguyễn Minh Khai")


@pytest.fixture
def delegate(client_for, delegate_id):
    return client_for(delegate_id)


@pytest.fixture
def written(secretary, editor):
    one = editor(secretary)
    one.write("Hội nghị thống nhất.")
    one.sync()
    return one


@pytest.fixture
def send(secretary, address, written, chair_id):
    def send(*members, hours=24):
        due = (clock.now() + dt.timedelta(hours=hours)).isoformat()
        body = {"reviewers": [*members] or [chair_id], "due_at": due}
        return secretary.post(f"{address}/send", json=body)

    return send


@pytest.fixture
def move(address):
    def move(client, seen, state):
        return client.post(f"{address}/state", json={"state": state, "seen": seen})

    return move


@pytest.fixture
def lock(secretary, chair, send, move):
    def lock():
        send()
        assert move(chair, "in_review", "reviewed").status_code == 204
        return move(secretary, "reviewed", "finalised")

    return lock


def answer(client, address, agrees=True, remark=""):
    return client.post(f"{address}/answer", json={"agrees": agrees, "remark": remark})


def comment(client, address, text="Xin ghi rõ", **fields):
    return client.post(f"{address}/comments", json={"text": text, **fields})


def test_those_asked_see_it_answer_and_may_change_their_answer(
    secretary, delegate, delegate_id, address, send, status
):
    assert delegate.get(f"{address}/document").status_code == 404
    assert send(delegate_id).status_code == 204
    assert delegate.get(f"{address}/document").status_code == 200
    assert answer(delegate, address, agrees=False).status_code == 422
    assert answer(delegate, address, False, "Thiếu số liệu").status_code == 204
    row = status(secretary)["reviews"][0]
    assert (row["answer"], row["remark"]) == ("remarks", "Thiếu số liệu")
    assert answer(delegate, address).status_code == 204
    assert status(delegate)["own_answer"] == {"answer": "agreed", "remark": ""}
    # Delegates see no answers of others.
    assert status(delegate)["reviews"] == []


def test_who_was_not_asked_knows_nothing(
    scene, client_for, meeting, address, send, chair_id
):
    send(chair_id)
    other = client_for(scene.make_member(meeting, Role.OFFICIAL_DELEGATE))
    for path in ("", "/status", "/document", "/pdf"):
        assert other.get(address + path).status_code == 404
    assert answer(other, address).status_code == 404
    assert comment(other, address).status_code == 404
    assert address not in other.get(f"/m/{meeting}/minutes").text


@pytest.mark.parametrize("hours", [0, -1])
def test_a_deadline_that_is_over_is_refused(send, hours):
    assert send(hours=hours).status_code == 422


def test_only_members_of_this_meeting_are_asked(scene, send):
    elsewhere = scene.make_member(scene.make_meeting())
    guest = scene.make_member(scene.make_meeting(), Role.GUEST)
    assert send(elsewhere).status_code == 422
    assert send(guest).status_code == 422


def test_after_the_deadline_nobody_answers_and_the_secretary_approves(
    secretary, chair, address, send, move
):
    send(hours=1)
    assert move(secretary, "in_review", "reviewed").status_code == 409
    with clock.frozen(clock.now() + dt.timedelta(minutes=90)):
        assert answer(chair, address).status_code == 409
        assert move(secretary, "in_review", "reviewed").status_code == 204


def test_an_answer_says_that_the_text_was_changed_since(
    secretary, chair, address, send, status, written
):
    send()
    answer(chair, address)
    assert not status(secretary)["reviews"][0]["is_older"]
    written.write("Thêm một câu")
    written.sync()
    assert status(secretary)["reviews"][0]["is_older"]


def test_sending_again_asks_anew(secretary, chair, address, send, move, status):
    send()
    answer(chair, address)
    assert move(secretary, "in_review", "draft").status_code == 204
    send()
    assert status(secretary)["reviews"][0]["answer"] == "none"


def test_a_state_that_has_changed_meanwhile_is_not_left_by_mistake(
    secretary, chair, send, move
):
    send()
    assert move(chair, "in_review", "reviewed").status_code == 204
    late = move(secretary, "in_review", "draft")
    assert late.status_code == 409
    assert late.json["error"] == "wrong_state"


def test_nothing_is_sent_or_locked_without_a_word(
    secretary, chair_id, address, meeting
):
    due = (clock.now() + dt.timedelta(hours=1)).isoformat()
    body = {"reviewers": [chair_id], "due_at": due}
    assert secretary.post(f"{address}/send", json=body).status_code == 409


def test_comments_have_replies_and_are_resolved_by_the_secretary(
    secretary, chair, address, written, status
):
    made = comment(chair, address, quote="thống nhất", anchor="[{},{}]").json["id"]
    reply = comment(secretary, address, "Đã sửa", parent=made)
    assert reply.status_code == 201
    path = f"{address}/comments/{made}/resolved"
    assert chair.post(path, json={"is_resolved": True}).status_code == 403
    assert secretary.post(path, json={"is_resolved": True}).status_code == 204
    first, second = status(chair)["comments"]
    assert first["resolved_by"] == "Trần Thị Thư"
    assert (first["quote"], second["parent"]) == ("thống nhất", made)
    comment(chair, address, "Chưa được", parent=made)
    assert status(chair)["comments"][0]["resolved_at"] is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"text": "  "}, 422), ({"text": "x" * 4001}, 422), ({"parent": 999}, 404)],
)
def test_a_wrong_comment_is_refused(chair, address, written, status, fields, code):
    reply = comment(chair, address, **{"text": "ý kiến", **fields})
    assert reply.status_code == code
    assert status(chair)["comments"] == []


def test_locking_waits_for_open_comments(secretary, chair, address, lock, move, status):
    made = comment(chair, address).json["id"]
    assert lock().json["error"] == "open_comments"
    secretary.post(f"{address}/comments/{made}/resolved", json={"is_resolved": True})
    assert move(secretary, "reviewed", "finalised").status_code == 204
    assert status(chair)["state"] == "finalised"


def test_nothing_changes_locked_minutes(case, lock, move, written):
    assert lock().status_code == 204
    written.write("Thêm sau khi khoá")
    assert written.sync().json["error"] == "minutes_locked"
    version = case.status(case.secretary)["versions"][0]["id"]
    refused = [
        case.secretary.post(f"{case.address}/versions", json={"name": "x"}),
        case.secretary.post(f"{case.address}/versions/{version}/restore", json={}),
        case.secretary.post(f"{case.address}/facts", json={}),
        case.secretary.post(f"{case.address}/printout", json={}),
        comment(case.chair, case.address),
        answer(case.chair, case.address),
        *(
            move(client, "finalised", state)
            for client in (case.secretary, case.chair)
            for state in ("draft", "in_review", "reviewed", "finalised")
        ),
    ]
    assert {reply.status_code for reply in refused} == {409}
    with case.store.read_session() as session:
        kept = session.get(Minutes, case.minutes_id).final_document
    assert text_lines(json.loads(kept)) == ["Hội nghị thống nhất."]


def test_the_journal_has_the_hash_of_the_locked_text_and_a_signed_root(
    store, meeting, minutes_id, lock
):
    lock()
    with store.read_session() as session:
        bodies = [event.body for event in events_after(session, meeting, 0)]
        document = json.loads(session.get(Minutes, minutes_id).final_document)
        root = record_root(session, meeting)
        last = last_number(session, meeting)
    written = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    (body,) = [body for body in bodies if body["kind"] == "minutes_finalised"]
    assert body["sha256"] == hashlib.sha256(written.encode()).hexdigest()
    assert "thống nhất" not in json.dumps(bodies, ensure_ascii=False)
    assert root.number == last


def test_a_delegate_with_an_account_answers_after_the_meeting_was_closed(
    case, scene, client_for, send
):
    from kiosk.meetings.models import Meeting

    account = scene.make_account()
    member = scene.make_member(
        case.meeting, Role.OFFICIAL_DELEGATE, "Hồ Văn Xa", account_id=account
    )
    other = scene.make_account()
    scene.make_member(case.meeting, Role.OFFICIAL_DELEGATE, account_id=other)
    send(member)
    with case.store.unit_of_work("test") as work:
        work.session.get(Meeting, case.meeting).state = "closed"
    late = client_for(account_id=account)
    assert late.get(f"{case.address}/document").status_code == 200
    assert answer(late, case.address).status_code == 204
    stranger = client_for(account_id=other)
    assert stranger.get(f"{case.address}/document").status_code == 404
