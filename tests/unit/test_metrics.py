"""Metrics are served to this machine only."""

import pytest

from kiosk.live.handshake_middleware import HandshakeMiddleware
from kiosk.meetings.events import MeetingChanged


def figures(reply) -> dict[str, str]:
    assert reply.status_code == 200
    assert reply.mimetype == "text/plain"
    lines = reply.text.splitlines()
    return dict(line.rsplit(" ", 1) for line in lines)


def test_every_figure_is_a_line_with_a_number(server):
    reported = figures(server.app.test_client().get("/metrics"))
    assert all(float(value) >= 0 for value in reported.values())
    assert float(reported["kiosk_process_resident_bytes"]) > 10_000_000
    assert reported["kiosk_connections"] == "0"
    assert 'kiosk_loop_round_seconds_bucket{le="0.05"}' in reported
    assert reported['kiosk_loop_round_seconds_bucket{le="+Inf"}'] == "0"


def test_the_newest_event_and_its_times_are_reported(server, scene):
    meeting = scene.make_meeting()
    with server.store.unit_of_work("test") as work:
        work.record(MeetingChanged(meeting_id=meeting))
    server.broadcast.step(0.01)
    reported = figures(server.app.test_client().get("/metrics"))
    assert reported["kiosk_broadcast_number"] == "1"
    committed = float(reported["kiosk_broadcast_committed_seconds"])
    assert 0 < committed <= float(reported["kiosk_broadcast_sent_seconds"])


def test_an_event_sent_from_the_journal_first_keeps_its_commit_time(server, scene):
    meeting = scene.make_meeting()
    with server.store.unit_of_work("test") as work:
        work.record(MeetingChanged(meeting_id=meeting))
    server.broadcast._send_from_journal()
    server.broadcast.step(0.01)
    reported = figures(server.app.test_client().get("/metrics"))
    assert reported["kiosk_broadcast_number"] == "1"
    assert float(reported["kiosk_broadcast_committed_seconds"]) > 0


@pytest.mark.parametrize(
    ("address", "headers"),
    [("10.0.0.7", {}), ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"})],
)
def test_other_machines_and_those_behind_a_proxy_see_nothing(
    server, address, headers, monkeypatch
):
    client = server.app.test_client()
    # The handshake middleware would remove the header where no proxy is configured.
    gate = server.app.wsgi_app
    while not isinstance(gate, HandshakeMiddleware):
        gate = gate._application
    monkeypatch.setattr(gate, "_behind_proxy", True)
    reply = client.get(
        "/metrics", headers=headers, environ_base={"REMOTE_ADDR": address}
    )
    assert reply.status_code == 404
