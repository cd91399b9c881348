"""A control device follows the events of a real server, and others are not held up."""

import json
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse

import pytest

from kiosk.roles import Role

TIMEOUT_SECONDS = 30


@pytest.fixture
def meeting(real_scene):
    return real_scene.make_meeting()


@pytest.fixture
def ask(real_server, real_scene, meeting):
    """Send a request with a token of the screens, or as the secretary."""
    secretary = real_scene.make_member(meeting, Role.SECRETARY)
    cookie = {"Cookie": f"kiosk={real_scene.sign_in(secretary)}"}

    def send(path, body=None, headers=cookie) -> HTTPResponse:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            real_server.url + path,
            data,
            {"Content-Type": "application/json", **headers},
        )
        return urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)

    return send


def events(stream: HTTPResponse) -> Iterator[str]:
    """Yield the kind of each event as it comes."""
    while True:
        line = stream.readline().decode()
        if line.startswith("event: "):
            yield line.removeprefix("event: ").strip()


def test_events_come_at_once_and_a_revoked_token_ends_them(ask, meeting):
    form = {"name": "Phòng kỹ thuật", "scopes": ["screens"]}
    with ask(f"/m/{meeting}/control/tokens", form) as reply:
        made = json.load(reply)
    bearer = {"Authorization": f"Bearer {made['token']}"}
    with ask(f"/control/v1/m/{meeting}/events", headers=bearer) as stream:
        following = events(stream)
        assert next(following) == "state"
        show = f"/control/v1/m/{meeting}/screens/1/show"
        with ask(show, {"kind": "blank"}, bearer) as reply:
            assert reply.status == 204
        assert next(following) == "hall_screen_changed"
        with ask(f"/m/{meeting}/control/tokens/{made['id']}/revoke", {}) as reply:
            assert reply.status == 204
        # The rest of the stream, until the server ends it.
        assert b"event:" not in stream.read()
