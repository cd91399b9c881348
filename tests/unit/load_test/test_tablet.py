"""The simulated tablet detects every delivery fault."""

import socket

from kiosk.client.frames import client_frame
from kiosk.load_test.tablet import TabletTicket
from tests.unit.client.server_side import UPGRADED, server_frame
from tests.unit.load_test.conftest import ConnectedPool, event, hello


def crumbs(data: bytes) -> list[bytes]:
    return [data[at : at + 11] for at in range(0, len(data), 11)]


def test_tablet_joins_as_the_protocol_requires(connected_pool: ConnectedPool):
    connected_pool.pool.connect(
        [TabletTicket("kiosk=x", {"meeting": 7, "n": 3}, is_greeted=True)]
    )
    end = connected_pool.accept()
    assert b"\r\nCookie: kiosk=x\r\n" in connected_pool.read(end)
    connected_pool.send(end, UPGRADED)
    connected_pool.send(end, server_frame('0{"sid":"a"}'))
    assert connected_pool.read(end) == client_frame(b'40{"meeting":7,"n":3}')
    assert not connected_pool.pool.is_complete()
    connected_pool.send(end, server_frame('40{"sid":"b"}'))
    assert not connected_pool.pool.is_complete()
    connected_pool.send(end, hello(3))
    assert connected_pool.pool.is_complete()
    assert connected_pool.tablet.newest() == 3


def test_without_greeting_the_join_answer_completes_the_connection(
    connected_pool: ConnectedPool,
):
    connected_pool.pool.connect([TabletTicket()])
    end = connected_pool.accept()
    assert b"Cookie" not in connected_pool.read(end)
    connected_pool.send(end, UPGRADED + server_frame("0{}") + server_frame("40{}"))
    assert connected_pool.pool.is_complete()


def test_fragmented_handshake_is_accepted(connected_pool: ConnectedPool):
    connected_pool.pool.connect([TabletTicket()])
    end = connected_pool.accept()
    for crumb in crumbs(UPGRADED + server_frame("0{}") + server_frame("40{}")):
        connected_pool.send(end, crumb)
    assert connected_pool.pool.is_complete()


def test_it_answers_a_ping(connected_pool: ConnectedPool):
    end = connected_pool.let_in()
    connected_pool.send(end, server_frame("2"))
    assert connected_pool.read(end) == client_frame(b"3")


def test_facts_in_order_are_no_fault(connected_pool: ConnectedPool):
    first, second = connected_pool.let_in(), connected_pool.let_in()
    for number in (1, 2, 3):
        first.sendall(event(number))
        connected_pool.send(second, event(number))
    assert connected_pool.loop.deliveries.faults() == 0
    assert dict(connected_pool.loop.deliveries.reached) == {1: 2, 2: 2, 3: 2}
    assert [one.newest() for one in connected_pool.pool.tablets] == [3, 3]


def test_events_in_one_or_many_pieces_are_the_same(connected_pool: ConnectedPool):
    first, second = connected_pool.let_in(), connected_pool.let_in()
    connected_pool.send(first, event(1) + event(2) + event(3))
    for crumb in crumbs(event(1) + event(2) + event(3)):
        connected_pool.send(second, crumb)
    assert connected_pool.loop.deliveries.faults() == 0
    assert dict(connected_pool.loop.deliveries.reached) == {1: 2, 2: 2, 3: 2}


def test_a_frame_for_several_events_is_recognised_by_its_bytes(
    connected_pool: ConnectedPool,
):
    first, second, third = (
        connected_pool.let_in(),
        connected_pool.let_in(),
        connected_pool.let_in(),
    )
    grouped = event(3, after=1)
    for end in (first, second):
        connected_pool.send(end, event(1))
        connected_pool.send(end, grouped)
    assert connected_pool.loop.known[grouped] == (1, 3)
    assert connected_pool.loop.deliveries.faults() == 0
    # The third lacks the event before it.
    connected_pool.send(third, grouped)
    assert connected_pool.loop.deliveries.skipped == 1
    assert dict(connected_pool.loop.deliveries.reached) == {1: 2, 3: 3}
    assert {one.newest() for one in connected_pool.pool.tablets} == {3}


def test_a_skipped_fact_is_a_fault_for_the_one_who_skipped_it(
    connected_pool: ConnectedPool,
):
    first, second = connected_pool.let_in(), connected_pool.let_in()
    for number in (1, 2, 3):
        connected_pool.send(first, event(number))
    connected_pool.send(second, event(1))
    connected_pool.send(second, event(3))
    assert connected_pool.loop.deliveries.skipped == 1
    assert connected_pool.loop.deliveries.reached[2] == 1


def test_a_fact_told_twice_is_a_fault(connected_pool: ConnectedPool):
    end = connected_pool.let_in()
    connected_pool.send(end, event(1))
    connected_pool.send(end, event(1))
    assert connected_pool.loop.deliveries.repeated == 1
    assert connected_pool.loop.deliveries.reached[1] == 1


def test_event_covered_by_the_greeting_is_no_fault(connected_pool: ConnectedPool):
    end = connected_pool.let_in(number=5)
    connected_pool.send(end, event(5))
    connected_pool.send(end, event(6))
    assert connected_pool.loop.deliveries.faults() == 0
    assert connected_pool.tablet.newest() == 6


def test_a_torn_frame_is_a_fault_and_ends_the_connection(connected_pool: ConnectedPool):
    end = connected_pool.let_in()
    connected_pool.send(end, event(1)[:-3] + event(2))
    assert connected_pool.loop.deliveries.torn == 1
    assert not connected_pool.pool.tablets


def test_malformed_json_counts_as_torn(connected_pool: ConnectedPool):
    connected_pool.send(connected_pool.let_in(), server_frame('42["fact",{"n":'))
    assert connected_pool.loop.deliveries.torn == 1


def test_a_connection_that_the_server_ends_is_a_fault(connected_pool: ConnectedPool):
    end = connected_pool.let_in()
    end.shutdown(socket.SHUT_RDWR)
    assert connected_pool.loop.run(lambda: not connected_pool.pool.tablets, 5)
    assert connected_pool.loop.deliveries.broken_off == 1


def test_disconnected_tablet_reconnects_with_its_last_number(
    connected_pool: ConnectedPool,
):
    connected_pool.pool.reconnects = True
    end = connected_pool.let_in()
    connected_pool.send(end, event(1))
    end.shutdown(socket.SHUT_RDWR)
    assert connected_pool.loop.run(lambda: not connected_pool.pool.tablets, 5)
    again = connected_pool.accept()
    connected_pool.read(again)
    connected_pool.send(again, UPGRADED + server_frame("0{}"))
    assert connected_pool.read(again) == client_frame(b'40{"meeting":1,"n":1}')


def test_rejected_tablet_retries(connected_pool: ConnectedPool):
    connected_pool.pool.connect([TabletTicket()])
    end = connected_pool.accept()
    connected_pool.read(end)
    connected_pool.send(end, b"HTTP/1.1 503 Service Unavailable\r\n\r\n")
    assert connected_pool.loop.run(lambda: connected_pool.pool.tries == 2, 5)
    again = connected_pool.accept()
    assert connected_pool.read(again).startswith(b"GET ")


def test_many_facts_at_once_to_many_tablets_are_all_counted(
    connected_pool: ConnectedPool,
):
    ends = [connected_pool.let_in() for _ in range(20)]
    for number in range(1, 101):
        for end in ends:
            end.sendall(event(number))
    connected_pool.loop.run(
        lambda: connected_pool.loop.deliveries.reached[100] == 20, 5
    )
    assert connected_pool.loop.deliveries.faults() == 0
    assert set(connected_pool.loop.deliveries.reached.values()) == {20}
