import threading

from kiosk.client.messages import json_request
from kiosk.load_test.page_turns import PageTurner
from tests.unit.load_test.conftest import ConnectedPool, event

REQUEST = json_request("POST", "here", "/page", {"page": 4})
DONE = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"


def turn(connected_pool: ConnectedPool, reported: list[bytes], seconds: float = 5.0):
    """Let the chair turn to page 4 while the server sends data to each tablet."""
    ends = [connected_pool.let_in() for _ in reported]
    turner = PageTurner()
    connected_pool.listener = turner.on_packet

    def serve() -> None:
        asked, _ = connected_pool.door.accept()
        asked.recv(65536)
        asked.sendall(DONE)
        for end, data in zip(ends, reported, strict=True):
            end.sendall(data)
        connected_pool.ends.append(asked)

    server = threading.Thread(target=serve)
    server.start()
    try:
        return turner.turn(connected_pool.pool, REQUEST, 4, seconds)
    finally:
        server.join()


def test_a_turn_is_over_when_every_tablet_has_the_page(connected_pool: ConnectedPool):
    result = turn(connected_pool, [event(1, page=4)] * 3)
    assert (result.number, result.missing) == (1, 0)
    assert result.exchange.status == 204


def test_another_fact_in_between_is_not_taken_for_the_page(
    connected_pool: ConnectedPool,
):
    result = turn(connected_pool, [event(1, page=9) + event(2, page=4)] * 2)
    assert (result.number, result.missing) == (2, 0)


def test_tablets_that_never_get_the_page_are_missing(connected_pool: ConnectedPool):
    result = turn(connected_pool, [event(1, page=4), b""], seconds=0.3)
    assert (result.number, result.missing) == (1, 1)


def test_a_page_that_nobody_gets_is_missing_everywhere(connected_pool: ConnectedPool):
    assert turn(connected_pool, [b"", b""], seconds=0.3).missing == 2
