"""Each call leaves a line; floods are counted, and old lines go after a year."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.accounts.models import AccessEntry
from kiosk.api.job import ApiCallRetention
from kiosk.api.limits import ApiLimits
from kiosk.api.models import ApiCall
from kiosk.live.limits import Rate
from kiosk.storage.errors import database_unavailable
from tests.unit.api.conftest import UNLIMITED


def lines(store, model=ApiCall):
    with store.read_session() as session:
        return session.query(model).order_by(model.id).all()


def limit(server, **rates):
    server.app.extensions["kiosk.api_limits"] = ApiLimits(**rates)


def test_each_call_leaves_a_line(made, call, make_token, store):
    token = make_token()
    call(token, f"/meetings/{made.meeting}?secret=word")
    call(token, f"/meetings/{made.meeting}/agenda")
    call(token, "/meetings/12345")
    found = lines(store)
    assert [(one.method, one.route, one.path, one.status) for one in found] == [
        ("GET", "/meetings/{meeting_id}", f"/api/v1/meetings/{made.meeting}", 422),
        (
            "GET",
            "/meetings/{meeting_id}/agenda",
            f"/api/v1/meetings/{made.meeting}/agenda",
            200,
        ),
        ("GET", "/meetings/{meeting_id}", "/api/v1/meetings/12345", 404),
    ]
    assert {one.token_id for one in found} == {1}
    assert {one.address for one in found} == {"127.0.0.1"}


def test_like_calls_of_a_minute_share_a_line(call, make_token, store):
    token = make_token()
    start = clock.now()
    for seconds in (0, 20, 59, 61):
        with clock.frozen(start + dt.timedelta(seconds=seconds)):
            call(token, "/meetings")
    first, second = lines(store)
    assert (first.times, second.times) == (3, 1)
    assert first.last_at - first.at == dt.timedelta(seconds=59)


def test_without_its_line_nothing_is_answered(call, make_token, server, monkeypatch):
    token = make_token()

    def refuse(*_arguments, **_options):
        raise database_unavailable()

    monkeypatch.setattr("kiosk.api.access.log_call", refuse)
    reply = call(token, "/meetings")
    assert reply.status_code == 503
    assert "items" not in reply.text


def test_beyond_its_rate_a_token_waits_and_is_counted(
    call, make_token, server, store, monkeypatch
):
    token, now = make_token(), [100.0]
    monkeypatch.setattr("kiosk.api.access.time.monotonic", lambda: now[0])
    limit(server, rate=Rate(burst=3, per_second=0.5), refused=UNLIMITED)
    replies = [call(token, "/meetings") for _ in range(5)]
    assert [one.status_code for one in replies] == [200, 200, 200, 429, 429]
    assert [one.headers["RateLimit"] for one in replies] == [
        '"token";r=2;t=2',
        '"token";r=1;t=4',
        *['"token";r=0;t=6'] * 3,
    ]
    assert replies[0].headers["RateLimit-Policy"] == '"token";q=3;w=6'
    assert replies[-1].headers["Retry-After"] == "2"
    assert replies[-1].json["code"] == "too_many_requests"
    # Another token is not slowed down.
    assert call(make_token(), "/meetings").status_code == 200
    now[0] += 2
    assert call(token, "/meetings").status_code == 200
    counted = [(one.status, one.times) for one in lines(store) if one.token_id == 1]
    assert counted == [(200, 4), (429, 2)]


def test_guessing_tokens_is_slowed_down_and_stands_in_the_access_log(
    call, server, store
):
    call("", "/meetings")
    limit(server, rate=UNLIMITED, refused=Rate(burst=8, per_second=0.001))
    statuses = [call("x" * 22, "/meetings").status_code for _ in range(10)]
    assert statuses == [401] * 8 + [429] * 2
    refused = lines(store, AccessEntry)
    # Five by themselves, the others are counted.
    assert [one.act for one in refused] == ["api_call_refused"] * 5
    assert lines(store) == []


@pytest.mark.parametrize(("days", "left"), [(366, 2), (373, 1)])
def test_lines_are_kept_for_a_year(call, make_token, store, days, left):
    token = make_token(days=1000)
    start = clock.now()
    call(token, "/meetings")
    with clock.frozen(start + dt.timedelta(days=days)):
        call(token, "/meetings")
        ApiCallRetention(store).sweep()
    assert len(lines(store)) == left
