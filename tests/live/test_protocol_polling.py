"""Engine.IO 4 by long polling, which the product rejects.

These tests only check that it works as in Flask-SocketIO, case by case.
"""

import json
import time
from collections.abc import Callable, Iterator

import pytest

from kiosk.client.http_client import HttpClient
from tests.live.echo import OURS, PLAIN, EchoServer
from tests.live.wsproto_client import ENGINE, WsprotoClient


class Poller:
    """A polling client; every response is (status, text)."""

    def __init__(self, server: EchoServer) -> None:
        self.server = server
        self.client = HttpClient(server.port)
        self.path = "/engine.io/?EIO=4&transport=polling"
        status, text = self.ask()
        assert status == 200
        self.greeting = json.loads(text[1:])
        self.path += "&sid=" + self.greeting["sid"]

    def ask(self, body: str | None = None, more: str = "", method: str = ""):
        method = method or ("GET" if body is None else "POST")
        data = None if body is None else body.encode()
        response = self.client.request(method, self.path + more, data, timeout=5)
        return response.status, response.body.decode()

    def upgrading(self) -> WsprotoClient:
        client = self.server.open(path=f"{ENGINE}&sid={self.greeting['sid']}")
        client.send("2probe")
        assert client.receive() == "3probe"
        return client

    def upgraded(self) -> WsprotoClient:
        client = self.upgrading()
        client.send("5")
        return client


def opens(poller: Poller) -> None:
    assert poller.greeting["upgrades"] == ["websocket"]
    assert poller.greeting["pingInterval"] == 1000


def echoes(poller: Poller) -> None:
    assert poller.ask("4hello")[0] == 200
    assert poller.ask() == (200, "4hello")


def echoes_several(poller: Poller) -> None:
    poller.ask("4a\x1e4b\x1ebAQID")
    assert poller.ask() == (200, "4a\x1e4b\x1ebAQID")


def pings(poller: Poller) -> None:
    for _ in range(2):
        assert poller.ask() == (200, "2")
        assert poller.ask("3")[0] == 200


def refuses_garbage(poller: Poller) -> None:
    assert poller.ask("abc")[0] == 400
    assert poller.ask()[0] == 400


def refuses_the_unknown(poller: Poller) -> None:
    assert poller.ask(more="&sid=nobody")[0] == 400


def refuses_other_methods(poller: Poller) -> None:
    assert poller.ask("4a", method="PUT")[0] == 400


def closes(poller: Poller) -> None:
    assert poller.ask("1")[0] == 200
    assert poller.ask()[0] == 400


def forgets_who_is_silent(poller: Poller) -> None:
    time.sleep(3.5)
    assert poller.ask()[0] == 400


def answers_the_probe(poller: Poller) -> None:
    poller.upgrading().socket.close()


def upgrades(poller: Poller) -> None:
    client = poller.upgraded()
    client.send("4hello", b"\x00\xff")
    received = [
        message for message in client.receive_all(0.5) if message not in {"2", "6"}
    ]
    assert received == ["4hello", b"\x00\xff"]
    client.socket.close()


def upgrades_with_something_waiting(poller: Poller) -> None:
    poller.ask("4before")
    client = poller.upgraded()
    client.send("4after")
    received = [
        message for message in client.receive_all(0.5) if message not in {"2", "6"}
    ]
    assert received == ["4before", "4after"]
    client.socket.close()


def pings_the_upgraded(poller: Poller) -> None:
    client = poller.upgraded()
    received = [client.receive(), client.receive()]
    assert "2" in received
    client.socket.close()


def does_not_poll_the_upgraded(poller: Poller) -> None:
    client = poller.upgraded()
    assert poller.ask()[0] == 400
    client.socket.close()


POLLING = [
    opens,
    echoes,
    echoes_several,
    pings,
    refuses_garbage,
    refuses_the_unknown,
    refuses_other_methods,
    closes,
    forgets_who_is_silent,
    answers_the_probe,
    upgrades,
    upgrades_with_something_waiting,
    pings_the_upgraded,
    does_not_poll_the_upgraded,
]


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[EchoServer, EchoServer]]:
    """Ours and plain; whole seconds, which is all that plain announces."""
    how = {"ping_interval": 1, "ping_timeout": 1}
    with (
        EchoServer(OURS, "engineio", **how) as ours,
        EchoServer(PLAIN, "engineio", **how) as plain,
    ):
        yield ours, plain


def complaint(case: Callable[[Poller], None], server: EchoServer) -> str:
    """Return the error of a case, or ""."""
    try:
        case(Poller(server))
    except (AssertionError, OSError) as error:
        return repr(error)
    return ""


@pytest.mark.parametrize("case", POLLING, ids=lambda case: case.__name__)
def test_polling_is_no_worse_than_plain(pair, case):
    ours, plain = pair
    ours_says = complaint(case, ours)
    if ours_says:
        assert complaint(case, plain), ours_says
