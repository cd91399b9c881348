"""Tasks by the interface: made once for each key, changed on what was read."""

import pytest

from kiosk.api.models import ApiCall
from kiosk.api.rules import ApiScope
from kiosk.storage.idempotency import IdempotencyKey
from kiosk.tasks.models import Task, TaskEntry

KEY = "0123456789abcdef"
BODY = {"text": "Trình đề án chuyển đổi số", "due_date": "2026-12-15"}


@pytest.fixture
def token(make_token):
    return make_token([ApiScope.TASKS, ApiScope.TASKS_WRITE])


def count(store, model):
    with store.read_session() as session:
        return session.query(model).count()


def test_a_task_is_made_and_read(call, token, scene):
    meeting = scene.make_meeting("Meeting 1")
    made = call(token, "/tasks", "POST", BODY | {"meeting_id": meeting})
    assert made.status_code == 201, made.text
    task = call(token, f"/tasks/{made.json['id']}").json
    assert (task["text"], task["state"]) == (BODY["text"], "assigned")
    assert (task["due_date"], task["meeting_title"]) == ("2026-12-15", "Meeting 1")
    call(token, "/tasks", "POST", {"text": "Other"})
    listed = call(token, f"/tasks?meeting_id={meeting}").json["items"]
    assert listed == [task]
    assert call(token, "/tasks?state=done").json["items"] == []


def test_the_history_names_the_system(call, token, store):
    call(token, "/tasks", "POST", BODY)
    with store.read_session() as session:
        assert session.query(TaskEntry).one().made_by == "Hệ thống của tỉnh"


def test_a_request_sent_twice_is_carried_out_once(call, token, make_token, store):
    send = [call(token, "/tasks", "POST", BODY, Idempotency_Key=KEY) for _ in range(3)]
    assert [one.status_code for one in send] == [201] * 3
    assert len({one.text for one in send}) == 1
    assert "Idempotent-Replayed" in send[2].headers
    assert count(store, Task) == 1
    # Another system's key is another one, and so is another key.
    call(
        make_token([ApiScope.TASKS_WRITE]), "/tasks", "POST", BODY, Idempotency_Key=KEY
    )
    call(token, "/tasks", "POST", BODY, Idempotency_Key=KEY[::-1])
    assert count(store, Task) == 3
    reused = call(token, "/tasks", "POST", {"text": "Other"}, Idempotency_Key=KEY)
    assert (reused.status_code, reused.json["code"]) == (422, "key_reused")
    odd = call(token, "/tasks", "POST", BODY, Idempotency_Key="short")
    assert odd.status_code == 422
    with store.read_session() as session:
        logged = [(one.status, one.times) for one in session.query(ApiCall)]
    assert sum(times for _, times in logged) == 7


def test_a_refused_request_keeps_no_key(call, token, store):
    for _ in range(2):
        reply = call(token, "/tasks", "POST", {"text": " "}, Idempotency_Key=KEY)
        assert (reply.status_code, reply.json["code"]) == (422, "no_text")
    assert (count(store, Task), count(store, IdempotencyKey)) == (0, 0)
    assert call(token, "/tasks", "POST", BODY, Idempotency_Key=KEY).status_code == 201


def test_a_change_says_what_it_has_seen(call, token, store):
    place = f"/tasks/{call(token, '/tasks', 'POST', BODY).json['id']}"
    seen = call(token, place).headers["ETag"]
    missing = call(token, place, "PUT", {"text": "New"})
    assert (missing.status_code, missing.json["code"]) == (428, "if_match_missing")
    changed = call(token, place, "PUT", {"text": "New"}, If_Match=seen)
    assert (changed.status_code, changed.json["text"]) == (200, "New")
    assert changed.json["due_date"] is None
    assert changed.headers["ETag"] == call(token, place).headers["ETag"]
    late = call(token, place, "PUT", {"text": "Late"}, If_Match=seen)
    assert (late.status_code, late.json["code"]) == (412, "changed_meanwhile")
    assert call(token, place).json["text"] == "New"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"text": "x", "unknown": 1}, 422),
        ({"text": "x", "lead_unit_id": 99}, 422),
        ({"text": "x", "due_date": "15/12/2026"}, 422),
        ({"text": "x", "meeting_id": 99}, 404),
        ({"text": "x" * 70_000}, 413),
    ],
)
def test_a_wrong_task_is_refused_and_not_made(call, token, store, body, status):
    reply = call(token, "/tasks", "POST", body)
    assert (reply.status_code, reply.json["status"]) == (status, status)
    assert count(store, Task) == 0


def test_reading_is_not_writing(call, make_token, store):
    reader = make_token([ApiScope.TASKS])
    assert call(reader, "/tasks", "POST", BODY).status_code == 403
    assert call(reader, "/tasks/1", "PUT", BODY, If_Match="*").status_code == 403
    writer = make_token([ApiScope.TASKS_WRITE])
    assert call(writer, "/tasks").status_code == 403
    assert count(store, Task) == 0
