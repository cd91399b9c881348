"""Presence of two server processes: one count, whichever serves the chair."""

import contextlib
import os
import signal
from collections.abc import Iterator

import pytest

from kiosk.client.packets import event_text
from tests.live.clients import LiveClient
from tests.live.conftest import Room
from tests.live.synced_hall import peers_of
from tests.servers import RealServer
from tests.waiting import wait_until

AT_LEAST = 20
AT_MOST = 400
SHARED_OUT = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[RealServer]:
    """Two processes; one that a test kills is restarted."""
    server = RealServer(tmp_path_factory.mktemp("between") / "data", workers=2)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def room(server: RealServer) -> Iterator[Room]:
    assert wait_until(lambda: len(accepting(server)) == 2)
    room = Room(server)
    yield room
    ports = set()
    for screen in room.screens:
        with contextlib.suppress(OSError):  # its process was killed
            ports.add(screen.local_port)
    room.close_screens()
    # So that the next test finds both processes empty.
    for pid in server.server_processes():
        assert wait_until(lambda pid=pid: not ports & peers_of(pid))


def accepting(server: RealServer) -> list[int]:
    """Return the processes that accept connections."""
    said = server.log.read_text()
    return [
        pid
        for pid in server.server_processes()
        if f"process {pid} accepts connections" in said
    ]


def seat(room: Room, mode: str) -> LiveClient:
    """Open a tablet that reports page 12 with `mode`."""
    tablet = room.new_screen()
    assert tablet.has_joined()
    [hello] = tablet.events("hello")
    report = {"n": hello["n"], "document": room.document, "page": 12, "mode": mode}
    tablet.send(event_text("shown", report))
    return tablet


def test_all_are_counted_once_and_a_dead_process_takes_its_tablets_along(room):
    room.turn_page(12)
    chair = room.new_screen(room.chair.token)
    processes = room.server.server_processes()
    [other] = [pid for pid in processes if chair.local_port not in peers_of(pid)]
    tablets = [seat(room, "alone")]
    theirs: list[LiveClient] = []
    # The kernel chooses the process: on a quiet machine one may take many in a row.
    while len(tablets) < AT_LEAST or not 0 < len(theirs) < len(tablets):
        assert len(tablets) < AT_MOST
        tablets.append(seat(room, "following"))
        theirs = [t for t in tablets if t.local_port in peers_of(other)]
    assert wait_until(lambda: chair.presence.get("following") == len(tablets) - 1)
    # All processes know the same.
    for _ in range(8):
        reply = room.chair.get(f"/m/{room.meeting}/presence")
        assert [row["kind"] for row in reply.json()["rows"]] == ["alone"]
    os.kill(other, signal.SIGKILL)
    assert wait_until(lambda: chair.presence["lost"] == len(theirs))
    counts = chair.presence
    assert counts["following"] + counts["alone"] == len(tablets) - len(theirs)


def test_one_after_the_other_they_are_shared_out_among_the_processes(room):
    screens = []
    for _ in range(SHARED_OUT):
        screens.append(room.new_screen())
        assert screens[-1].has_joined()
    one, two = (peers_of(pid) for pid in room.server.server_processes())
    held = sorted(len({s.local_port for s in screens} & ports) for ports in (one, two))
    assert sum(held) == SHARED_OUT
    assert held[0] >= SHARED_OUT // 4


def test_a_process_that_starts_anew_takes_most_of_those_who_come(room):
    for _ in range(SHARED_OUT):
        assert room.new_screen().has_joined()
    before = room.server.server_processes()
    os.kill(before[0], signal.SIGKILL)
    assert wait_until(lambda: set(accepting(room.server)) - set(before))
    later = [room.new_screen() for _ in range(SHARED_OUT // 3)]
    assert all(screen.has_joined() for screen in later)
    [new] = set(room.server.server_processes()) - set(before)
    taken = {screen.local_port for screen in later} & peers_of(new)
    # Three quarters on a quiet machine; nine of twenty were seen on a busy one.
    assert len(taken) >= 2 * len(later) // 5
