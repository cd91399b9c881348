"""Presence of two server processes: one count, whoever holds the chair's connection."""

import json
import os
import signal
from collections.abc import Iterator

import pytest

from tests.live.clients import Screen, wait_until
from tests.live.conftest import Room
from tests.live.test_faults import peers_of
from tests.servers import RealServer

TABLETS = 20


@pytest.fixture
def room(tmp_path) -> Iterator[Room]:
    server = RealServer(tmp_path / "data", workers=2)
    server.start()
    room = Room(server)
    yield room
    room.close_screens()
    server.stop()


def own_port(screen: Screen) -> int:
    return int(screen.wire.sock.getsockname()[1])


def last(chair: Screen) -> dict:
    told = chair.heard("presence")
    return told[-1] if told else {}


def test_all_are_counted_once_and_a_dead_process_takes_its_tablets_along(room):
    room.turn_page(12)
    chair = room.new_screen(room.chair.token)
    tablets = [room.new_screen() for _ in range(TABLETS)]
    for tablet in tablets:
        assert tablet.has_joined()
        [hello] = tablet.heard("hello")
        report = {"n": hello["n"], "document": room.document, "page": 12}
        mode = "alone" if tablet is tablets[0] else "following"
        tablet.wire.send("42" + json.dumps(["shown", {**report, "mode": mode}]))
    assert wait_until(lambda: last(chair).get("following") == TABLETS - 1)
    # Whichever process answers, it knows the same.
    for _ in range(8):
        reply = room.chair.ask("GET", f"/m/{room.meeting}/presence")
        assert [row["kind"] for row in json.loads(reply.body)["rows"]] == ["alone"]
    processes = room.server.server_processes()
    [other] = [pid for pid in processes if own_port(chair) not in peers_of(pid)]
    theirs = [t for t in tablets if own_port(t) in peers_of(other)]
    # The kernel spreads them by chance: 1 in 500,000 times all go one way.
    assert 0 < len(theirs) < TABLETS
    os.kill(other, signal.SIGKILL)
    assert wait_until(lambda: last(chair)["lost"] == len(theirs), 20)
    counts = last(chair)
    assert counts["following"] + counts["alone"] == TABLETS - len(theirs)
