"""A short meeting, on the own transport and on that of the libraries."""

import contextlib
from collections.abc import Iterator

import pytest

from kiosk import timings
from kiosk.client.frames import BINARY
from kiosk.client.http_client import HttpClient
from kiosk.client.packets import event_text, join_text
from kiosk.live.limits import LIVE_LIMITS
from tests.live.clients import HandshakeError, LiveSocket
from tests.live.conftest import TIME_SCALE, Room
from tests.live.frames import build_frame
from tests.migrated_database import new_data_folder
from tests.servers import RealServer
from tests.waiting import TIMEOUT_SECONDS, wait_until


@pytest.fixture(scope="module", params=["own", "stock"])
def server(request, tmp_path_factory) -> Iterator[RealServer]:
    server = RealServer(
        new_data_folder(tmp_path_factory.mktemp(request.param)),
        KIOSK_TRANSPORT=request.param,
        KIOSK_TIME_SCALE=str(TIME_SCALE),
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture
def room(server: RealServer) -> Iterator[Room]:
    room = Room(server)
    yield room
    room.close_screens()


def sign_in(room: Room, badge: str) -> str:
    """Sign a device in by a badge; return its cookie's value."""
    reply = HttpClient(room.server.port).post("/sign-in/badge", {"secret": badge})
    assert reply.status == 200
    cookies = reply.headers.get_all("Set-Cookie")
    (cookie,) = [text for text in cookies if text.startswith("kiosk=")]
    return cookie.removeprefix("kiosk=").partition(";")[0]


def test_a_delegate_signs_in_follows_is_counted_and_signs_in_elsewhere(room):
    badge = room.scene.make_badge(room.scene.make_member(room.meeting))
    chair, other = room.new_screen(room.chair.token), room.new_screen()
    tablet = room.new_screen(sign_in(room, badge))
    assert all(screen.has_joined() for screen in (chair, other, tablet))
    assert room.turn_page(12) == 204
    assert wait_until(lambda: tablet.numbers() != [])
    turned = tablet.events("fact")[-1]
    assert (turned["kind"], turned["page"]) == ("page_turned", 12)
    report = {"document": room.document, "page": 12, "mode": "following"}
    tablet.send(event_text("shown", {"n": turned["n"], **report}))
    assert wait_until(lambda: chair.presence.get("following") == 1)
    # It sends nothing but pongs for longer than a lease.
    seconds = 2 * timings.PRESENCE_LEASE * TIME_SCALE
    assert not wait_until(lambda: chair.presence["following"] != 1, seconds)
    sign_in(room, badge)
    assert tablet.ended.wait(TIMEOUT_SECONDS)
    assert tablet.events("signed_out") == [{"reason": "taken_over"}]
    assert wait_until(lambda: chair.presence.get("following") == 0)
    assert not other.ended.is_set()


@pytest.mark.parametrize(
    "garbage",
    [build_frame(b"abc"), build_frame(b"42[1"), build_frame(b'42["disconnect"]'),
     build_frame(b"43[]"), build_frame(b"\x00\xff", BINARY), b"\x81\x05hello",
     b"\xff" * 40, build_frame(b"4" * 20_000)],
    ids=range(8),
)  # fmt: skip
def test_garbage_ends_at_most_its_own_connection(room, garbage):
    other = room.new_screen()
    live = LiveSocket(room.server.port, room.new_token())
    live.receive()
    live.send(join_text({"meeting": room.meeting}))
    live.send_bytes(garbage)
    assert other.has_joined()
    assert HttpClient(room.server.port).is_healthy()
    assert room.turn_page(3) == 204
    assert wait_until(lambda: other.numbers() != [])
    with contextlib.suppress(OSError):
        live.close()
    assert "Traceback" not in room.server.log.read_text()


def test_strangers_are_refused_before_the_handshake(room):
    with pytest.raises(HandshakeError) as refused:
        LiveSocket(room.server.port, "forged")
    assert refused.value.status == 401


def test_the_limits_of_a_device_hold(room):
    token = room.new_token()
    screens = [room.new_screen(token) for _ in range(LIVE_LIMITS.device_sockets + 2)]
    assert wait_until(lambda: sum(one.ended.is_set() for one in screens) == 2)
    flooding = screens[-1]
    assert flooding.has_joined()
    with contextlib.suppress(OSError):
        for _ in range(2 * int(LIVE_LIMITS.device_messages.burst)):
            flooding.send('42["x"]')
    assert flooding.ended.wait(TIMEOUT_SECONDS)


def test_a_connection_that_never_joins_is_closed(room):
    silent = room.new_screen(meeting=None)
    assert silent.ended.wait(TIMEOUT_SECONDS)


def test_sigterm_announces_a_restart_and_ends_the_server(room):
    screen = room.new_screen()
    assert screen.has_joined()
    assert room.server.terminate() == 0
    assert screen.events("restarting") == [{}]
    assert screen.ended.wait(TIMEOUT_SECONDS)
