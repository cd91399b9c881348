"""The state and the stream of events that a control device reads."""

import json

import pytest

from kiosk.control.limits import MAX_STREAMS_PER_TOKEN, ControlLimits
from kiosk.control.state import KEEP_ALIVE_SECONDS, EventSource, stream
from kiosk.errors import TooManyAttempts
from kiosk.pagesync.events import ItemCalled
from kiosk.pagesync.models import LivePage
from kiosk.roles import Role, Visibility
from kiosk.voting.events import VotePrepared


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


@pytest.fixture
def headers(secretary, meeting):
    body = {"name": "Phòng kỹ thuật", "scopes": ["screens"]}
    made = secretary.post(f"/m/{meeting}/control/tokens", json=body).json
    return {"Authorization": f"Bearer {made['token']}"}


def read(stream, count):
    """Return the next messages of a stream as dictionaries of their fields."""
    found = []
    while len(found) < count:
        text = next(stream).decode()
        fields = dict(line.split(": ", 1) for line in text.strip().splitlines())
        if "id" in fields:
            found.append(fields)
    return found


def test_the_state_is_what_the_hall_sees(scene, server, store, headers, meeting):
    scene.make_item(meeting, "Nội bộ", visibility=Visibility.PREPARERS)
    item = scene.make_item(meeting, "Báo cáo")
    document = scene.make_document(meeting, item, [b"one"], title="Báo cáo")
    with store.unit_of_work("test") as work:
        work.session.add(LivePage(meeting_id=meeting, document_id=document, page=1))
    path = f"/control/v1/m/{meeting}/state"
    state = server.app.test_client().get(path, headers=headers).json
    assert [one["title"] for one in state["items"]] == ["Báo cáo"]
    assert state["document"] == {"id": document, "title": "Báo cáo", "page_count": 1}
    assert state["screens"][0]["id"] == 1
    assert state["now"] > 1_700_000_000_000
    assert "documents" not in state


def test_events_follow_the_state_and_are_resumed(server, secretary, headers, meeting):
    client = server.app.test_client()
    path = f"/control/v1/m/{meeting}/events"
    with client.get(path, headers=headers) as reply:
        assert reply.mimetype == "text/event-stream"
        (first,) = read(reply.response, 1)
        assert first["event"] == "state"
        body = {"scene": {"kind": "blank"}}
        secretary.post(f"/m/{meeting}/screens/1/show", json=body)
        (event,) = read(reply.response, 1)
        assert event["event"] == "hall_screen_changed"
        assert json.loads(event["data"])["scene"]["kind"] == "blank"
    resumed = {**headers, "Last-Event-ID": first["id"]}
    with client.get(path, headers=resumed) as reply:
        (again,) = read(reply.response, 1)
        assert again == event
    wrong = {**headers, "Last-Event-ID": "abc"}
    assert client.get(path, headers=wrong).status_code == 422


def source(store, meeting, newest, *, is_allowed=lambda: True):
    return EventSource(
        meeting, store.read_session, newest, lambda: (0, b"{}"), is_allowed
    )


def test_an_event_not_meant_for_the_hall_is_its_number_only(store, meeting):
    with store.unit_of_work("test") as work:
        work.record(ItemCalled(meeting_id=meeting, item_id=None, started_at=work.now))
        work.record(VotePrepared(meeting_id=meeting, vote_id=7))
    called, prepared = read(stream(source(store, meeting, lambda _: 2), 0), 2)
    assert called["event"] == "item_called"
    assert prepared == {"id": "2"}


def test_a_silent_stream_keeps_alive_and_ends_with_its_token(store, meeting):
    seconds = [0.0]
    allowed = [True]
    following = stream(
        source(store, meeting, lambda _: 0, is_allowed=lambda: allowed[0]),
        0,
        sleep=lambda wait: seconds.__setitem__(0, seconds[0] + wait),
        clock=lambda: seconds[0],
    )
    assert next(following).startswith(b"retry")
    assert next(following) == b": keep-alive\n\n"
    assert seconds[0] >= KEEP_ALIVE_SECONDS
    allowed[0] = False
    assert list(following) == []


def test_the_streams_of_a_token_are_bounded():
    limits = ControlLimits()
    for _ in range(MAX_STREAMS_PER_TOKEN):
        limits.open_stream(1)
    with pytest.raises(TooManyAttempts):
        limits.open_stream(1)
    limits.open_stream(2)
    limits.close_stream(1)
    limits.open_stream(1)
