"""Presence of two server processes: one count, whoever holds the chair's connection."""

import os
import signal
from collections.abc import Iterator

import pytest

from kiosk.client.packets import event_text
from tests.live.clients import LiveClient
from tests.live.conftest import Room
from tests.live.test_faults import peers_of
from tests.servers import RealServer
from tests.waiting import wait_until

AT_LEAST = 20
AT_MOST = 400
SHARED_OUT = 60


@pytest.fixture
def room(tmp_path) -> Iterator[Room]:
    server = RealServer(tmp_path / "data", workers=2)
    server.start()
    room = Room(server)
    yield room
    room.close_screens()
    server.stop()


def seat(room: Room, mode: str) -> LiveClient:
    """Open a tablet that tells how it follows page 12."""
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
    # The kernel wakes whom it likes: on a quiet machine one may take many in a row.
    while len(tablets) < AT_LEAST or not 0 < len(theirs) < len(tablets):
        assert len(tablets) < AT_MOST
        tablets.append(seat(room, "following"))
        theirs = [t for t in tablets if t.local_port in peers_of(other)]
    assert wait_until(lambda: chair.presence.get("following") == len(tablets) - 1)
    # Whichever process answers, it knows the same.
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
    assert wait_until(lambda: _started(room, before))
    later = [room.new_screen() for _ in range(SHARED_OUT // 3)]
    assert all(screen.has_joined() for screen in later)
    [new] = set(room.server.server_processes()) - set(before)
    taken = {screen.local_port for screen in later} & peers_of(new)
    # Three quarters on a quiet machine; without standing back, under a half.
    assert len(taken) >= len(later) // 2


def _started(room: Room, before: list[int]) -> bool:
    new = set(room.server.server_processes()) - set(before)
    return any(
        f"process {pid} accepts connections" in room.server.log.read_text()
        for pid in new
    )
