"""Presence on the real server: reports by WebSocket, leases by pongs, counts."""

import time

import pytest

from kiosk.client.packets import event_text
from tests.live.clients import LiveClient
from tests.live.conftest import TIME_SCALE
from tests.waiting import wait_until

# A switched-off tablet is reported as gone within 20 s; see docs/decisions/0008.
GONE_SECONDS = 20 * TIME_SCALE
# Well within timings.PRESENCE_GRACE, also on a busy machine.
FLAP_SECONDS = 1 * TIME_SCALE
# For a busy machine, in seconds.
SLACK_SECONDS = 10


class ReportingClient(LiveClient):
    """A client that can be switched off: it answers no ping and sends no close."""

    is_off = False
    sent = 0

    def send_bytes(self, data: bytes) -> None:
        self.sent += 1
        if not self.is_off:
            super().send_bytes(data)

    def show(self, document: int, page: int, n: int = 1, mode: str = "following"):
        report = {"n": n, "document": document, "page": page, "mode": mode}
        self.send(event_text("shown", report))


@pytest.fixture
def chair(room) -> LiveClient:
    return room.new_screen(room.chair.token)


@pytest.fixture
def new_tablet(room):
    def make(token: str = "") -> ReportingClient:
        tablet = ReportingClient(
            room.server.port, token or room.new_token(), meeting=room.meeting
        )
        room.screens.append(tablet)
        assert tablet.has_joined()
        return tablet

    return make


@pytest.fixture(autouse=True)
def page_12(room):
    room.turn_page(12)


def number(room) -> int:
    return room.chair.get(f"/m/{room.meeting}/snapshot").json()["n"]


def test_the_chair_sees_how_many_show_the_page_and_nobody_else_does(
    room, chair, new_tablet
):
    tablets = [new_tablet() for _ in range(3)]
    for tablet in tablets[:2]:
        tablet.show(room.document, 12, number(room))
    tablets[2].show(room.document, 4, number(room), mode="alone")
    assert wait_until(lambda: chair.presence.get("following") == 2)
    assert (chair.presence["page"], chair.presence["alone"]) == (12, 1)
    reply = room.chair.get(f"/m/{room.meeting}/presence")
    rows = reply.json()["rows"]
    assert [row["page"] for row in rows if row["kind"] == "alone"] == [4]
    assert all(tablet.events("presence") == [] for tablet in tablets)
    assert all(hello["spread"] == 300 for hello in tablets[0].events("hello"))


def shown_by(chair) -> tuple[int, int]:
    """Return the page of the newest count and how many tablets follow it."""
    return chair.presence["page"], chair.presence["following"]


def test_a_short_flap_is_never_counted_as_lost(room, chair, new_tablet):
    token = room.new_token()
    tablet = new_tablet(token)
    tablet.show(room.document, 12, number(room))
    assert wait_until(lambda: chair.presence.get("following", 0) >= 1)
    reported = len(chair.events("presence"))
    tablet.abort()
    time.sleep(FLAP_SECONDS)
    again = new_tablet(token)
    # A count of the reconnect would come before the one of the next page.
    room.turn_page(13)
    again.show(room.document, 13, number(room))
    assert wait_until(lambda: shown_by(chair) == (13, 1))
    assert {count["lost"] for count in chair.events("presence")[reported:]} == {0}


def test_a_tablet_switched_off_is_shown_gone_within_20_seconds(room, chair, new_tablet):
    tablet, stays = new_tablet(), new_tablet()
    for one in (tablet, stays):
        one.show(room.document, 12, number(room))
    assert wait_until(lambda: chair.presence.get("following", 0) >= 2)
    # Switched off: the TCP connection stays open without responses.
    tablet.is_off = True
    assert wait_until(lambda: chair.presence["lost"] == 1, GONE_SECONDS + SLACK_SECONDS)
    assert chair.presence["following"] == 1


def test_a_client_that_only_answers_pings_stays_connected(room, chair, new_tablet):
    tablet = new_tablet()
    tablet.show(room.document, 12, number(room))
    assert wait_until(lambda: chair.presence.get("following", 0) >= 1)
    before = chair.presence
    # It sends nothing but pongs.
    sent = tablet.sent
    assert wait_until(lambda: tablet.sent >= sent + 3, 4 * GONE_SECONDS)
    assert chair.presence == before


def test_too_many_reports_are_passed_over_and_their_client_is_kept(
    room, chair, new_tablet
):
    """Below the device's limit of messages; test_abuse.py tests beyond it."""
    flooding = new_tablet()
    for page in range(1, 151):
        flooding.show(room.document, page, number(room) if page == 1 else 1)
    for garbage in ('42["shown"]', '42["shown",7]', '42["dance",{}]'):
        flooding.send(garbage)
    assert room.turn_page(13) == 204
    assert wait_until(lambda: flooding.numbers() != [])
    assert "Traceback" not in room.server.log.read_text()
