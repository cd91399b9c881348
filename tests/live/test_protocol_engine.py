"""Engine.IO 4 on the live stack: behaviour of a WebSocket."""

import contextlib
import json
import time
from collections.abc import Iterator

import pytest

from tests.live.echo import OURS, EchoServer
from tests.live.frames import build_frame
from tests.live.wsproto_client import WsprotoClient

INTERVAL, TIMEOUT = 0.3, 0.2
# Slack of any timing for a busy machine, in seconds.
SLACK = 15.0


@pytest.fixture(scope="module")
def brisk() -> Iterator[EchoServer]:
    """A server with a short ping interval."""
    how = {"ping_interval": INTERVAL, "ping_timeout": TIMEOUT}
    with EchoServer(OURS, "engineio", **how) as server:
        yield server


def greeted(server: EchoServer, **how) -> WsprotoClient:
    client = server.open(**how)
    assert str(client.receive()).startswith("0{")
    return client


class TestOpening:
    def test_the_greeting_contains_the_session_settings(self, brisk):
        client, other = brisk.open(), brisk.open()
        greetings = [json.loads(str(each.receive())[1:]) for each in (client, other)]
        assert len({greeting.pop("sid") for greeting in greetings}) == 2
        assert greetings[0] == {
            "upgrades": [],
            "pingInterval": 300,
            "pingTimeout": 200,
            "maxPayload": 1_000_000,
        }
        client.leave()
        other.leave()

    @pytest.mark.parametrize(
        "query",
        [
            "transport=websocket",
            "EIO=abc&transport=websocket",
            "EIO=3&transport=websocket",
            "EIO=4",
            "EIO=4&transport=abc",
            "EIO=4&transport=websocket&sid=nobody",
        ],
    )
    def test_an_odd_query_opens_nothing(self, brisk, query):
        client = brisk.open(path=f"/engine.io/?{query}")
        assert not client.is_accepted
        client.socket.close()


class TestHeartbeat:
    def test_who_answers_pings_stays(self, brisk):
        client = greeted(brisk)
        began = time.monotonic()
        for _ in range(5):
            assert client.receive() == "2"
            client.send("3")
        assert 4 * INTERVAL < time.monotonic() - began < 5 * INTERVAL + SLACK
        client.send("4still here")
        assert client.receive() == "4still here"
        client.leave()

    def test_pings_come_between_messages_and_harm_none(self, brisk):
        client = greeted(brisk)
        said, received, pings = 0, [], 0
        while pings < 3:
            client.send(f"4{said}")
            said += 1
            while len(received) < said:
                message = client.receive()
                if message == "2":
                    pings += 1
                    client.send("3")
                else:
                    received.append(message)
        assert received == [f"4{number}" for number in range(said)]
        client.leave()

    def test_who_does_not_answer_is_gone_after_interval_and_timeout(self, brisk):
        began = time.monotonic()
        client = greeted(brisk)
        assert client.receive() == "2"
        client.until_over(INTERVAL + TIMEOUT + SLACK)
        assert time.monotonic() - began > 0.9 * (INTERVAL + TIMEOUT)
        client.socket.close()

    def test_who_answers_once_and_then_no_more_is_gone_too(self, brisk):
        client = greeted(brisk)
        assert client.receive() == "2"
        client.send("3")
        client.until_over(2 * INTERVAL + TIMEOUT + SLACK)
        client.socket.close()

    def test_half_a_frame_and_then_silence_is_silence(self, brisk):
        client = greeted(brisk)
        client.send_bytes(build_frame(b"4never finished")[:8])
        client.until_over(INTERVAL + TIMEOUT + SLACK)
        client.socket.close()

    def test_a_pong_of_websocket_is_no_answer_of_the_engine(self, brisk):
        client = greeted(brisk)
        deadline = time.monotonic() + INTERVAL + TIMEOUT + SLACK
        while not client.is_over:
            assert time.monotonic() < deadline
            with contextlib.suppress(OSError):
                client.send_bytes(build_frame(b"", 10))
            client.read(0.05)
        client.socket.close()


class TestClosing:
    def test_the_client_may_close(self, brisk):
        client = greeted(brisk)
        client.send("1")
        client.until_over()
        client.socket.close()

    @pytest.mark.parametrize("packet", ["abc", "", "x4", "9"])
    def test_an_invalid_packet_closes(self, brisk, packet):
        client = greeted(brisk)
        client.send(packet, "4after")
        client.until_over()
        assert "4after" not in client.received
        client.socket.close()
