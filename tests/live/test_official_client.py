"""The official JavaScript client works with our stack."""

import hashlib
import json
import subprocess
from pathlib import Path

from tests.live.echo import OURS, EchoServer
from tests.live.room_texts import text_of
from tests.servers import ROOT
from tests.waiting import TIMEOUT_SECONDS

SEED, TURNS = 11, 150
# Several pings during each test; whole seconds, for a busy machine.
HOW = {"ping_interval": 0.5, "ping_timeout": 5}


def test_it_receives_everything_and_reconnects_after_a_restart():
    due = [
        [number, hashlib.sha256(text_of(SEED, number).encode()).hexdigest()]
        for number in range(1, TURNS + 1)
    ]
    script = Path(__file__).with_name("official_client.mjs")
    server = EchoServer(OURS, **HOW)
    with server:
        client = subprocess.Popen(
            ["node", str(script), str(server.port), str(SEED), str(TURNS)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with client:
            assert client.stdout
            line = client.stdout.readline()
            assert line == "lost?\n", (
                line + client.communicate(timeout=TIMEOUT_SECONDS)[1]
            )
            server.restart()
            said, complaints = client.communicate(timeout=TIMEOUT_SECONDS)
    assert complaints == ""
    assert client.returncode == 0
    noticed = json.loads(said)
    assert noticed["turns"] == [due, due]
    assert noticed["connects"] == 2
    assert noticed["left"] == ["transport close", "io client disconnect"]
    assert noticed["errors"] == []
    assert noticed["pings"] >= 6
    assert noticed["answers"] > 50
