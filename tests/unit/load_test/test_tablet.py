"""The simulated tablet detects every delivery fault."""

import socket

from kiosk.client.frames import client_frame
from kiosk.load_test.tablet import TabletTicket
from tests.unit.client.server_side import UPGRADED, server_frame
from tests.unit.load_test.conftest import Stage, event, hello


def crumbs(data: bytes) -> list[bytes]:
    return [data[at : at + 11] for at in range(0, len(data), 11)]


def test_tablet_joins_as_the_protocol_requires(stage: Stage):
    stage.pool.connect(
        [TabletTicket("kiosk=x", {"meeting": 7, "n": 3}, is_greeted=True)]
    )
    end = stage.accept()
    assert b"\r\nCookie: kiosk=x\r\n" in stage.read(end)
    stage.send(end, UPGRADED)
    stage.send(end, server_frame('0{"sid":"a"}'))
    assert stage.read(end) == client_frame(b'40{"meeting":7,"n":3}')
    assert not stage.pool.is_complete()
    stage.send(end, server_frame('40{"sid":"b"}'))
    assert not stage.pool.is_complete()
    stage.send(end, hello(3))
    assert stage.pool.is_complete()
    assert stage.tablet.newest() == 3


def test_without_greeting_the_join_answer_completes_the_connection(stage: Stage):
    stage.pool.connect([TabletTicket()])
    end = stage.accept()
    assert b"Cookie" not in stage.read(end)
    stage.send(end, UPGRADED + server_frame("0{}") + server_frame("40{}"))
    assert stage.pool.is_complete()


def test_fragmented_handshake_is_accepted(stage: Stage):
    stage.pool.connect([TabletTicket()])
    end = stage.accept()
    for crumb in crumbs(UPGRADED + server_frame("0{}") + server_frame("40{}")):
        stage.send(end, crumb)
    assert stage.pool.is_complete()


def test_it_answers_a_ping(stage: Stage):
    end = stage.let_in()
    stage.send(end, server_frame("2"))
    assert stage.read(end) == client_frame(b"3")


def test_facts_in_order_are_no_fault(stage: Stage):
    first, second = stage.let_in(), stage.let_in()
    for number in (1, 2, 3):
        first.sendall(event(number))
        stage.send(second, event(number))
    assert stage.loop.deliveries.faults() == 0
    assert dict(stage.loop.deliveries.reached) == {1: 2, 2: 2, 3: 2}
    assert [one.newest() for one in stage.pool.tablets] == [3, 3]


def test_events_in_one_or_many_pieces_are_the_same(stage: Stage):
    first, second = stage.let_in(), stage.let_in()
    stage.send(first, event(1) + event(2) + event(3))
    for crumb in crumbs(event(1) + event(2) + event(3)):
        stage.send(second, crumb)
    assert stage.loop.deliveries.faults() == 0
    assert dict(stage.loop.deliveries.reached) == {1: 2, 2: 2, 3: 2}


def test_a_frame_for_several_events_is_recognised_by_its_bytes(stage: Stage):
    first, second, third = stage.let_in(), stage.let_in(), stage.let_in()
    grouped = event(3, after=1)
    for end in (first, second):
        stage.send(end, event(1))
        stage.send(end, grouped)
    assert stage.loop.known[grouped] == (1, 3)
    assert stage.loop.deliveries.faults() == 0
    # The third lacks the event before it.
    stage.send(third, grouped)
    assert stage.loop.deliveries.skipped == 1
    assert dict(stage.loop.deliveries.reached) == {1: 2, 3: 3}
    assert {one.newest() for one in stage.pool.tablets} == {3}


def test_a_skipped_fact_is_a_fault_for_the_one_who_skipped_it(stage: Stage):
    first, second = stage.let_in(), stage.let_in()
    for number in (1, 2, 3):
        stage.send(first, event(number))
    stage.send(second, event(1))
    stage.send(second, event(3))
    assert stage.loop.deliveries.skipped == 1
    assert stage.loop.deliveries.reached[2] == 1


def test_a_fact_told_twice_is_a_fault(stage: Stage):
    end = stage.let_in()
    stage.send(end, event(1))
    stage.send(end, event(1))
    assert stage.loop.deliveries.repeated == 1
    assert stage.loop.deliveries.reached[1] == 1


def test_event_covered_by_the_greeting_is_no_fault(stage: Stage):
    end = stage.let_in(number=5)
    stage.send(end, event(5))
    stage.send(end, event(6))
    assert stage.loop.deliveries.faults() == 0
    assert stage.tablet.newest() == 6


def test_a_torn_frame_is_a_fault_and_ends_the_connection(stage: Stage):
    end = stage.let_in()
    stage.send(end, event(1)[:-3] + event(2))
    assert stage.loop.deliveries.torn == 1
    assert not stage.pool.tablets


def test_malformed_json_counts_as_torn(stage: Stage):
    stage.send(stage.let_in(), server_frame('42["fact",{"n":'))
    assert stage.loop.deliveries.torn == 1


def test_a_connection_that_the_server_ends_is_a_fault(stage: Stage):
    end = stage.let_in()
    end.shutdown(socket.SHUT_RDWR)
    assert stage.loop.run(lambda: not stage.pool.tablets, 5)
    assert stage.loop.deliveries.broken_off == 1


def test_disconnected_tablet_reconnects_with_its_last_number(stage: Stage):
    stage.pool.reconnects = True
    end = stage.let_in()
    stage.send(end, event(1))
    end.shutdown(socket.SHUT_RDWR)
    assert stage.loop.run(lambda: not stage.pool.tablets, 5)
    again = stage.accept()
    stage.read(again)
    stage.send(again, UPGRADED + server_frame("0{}"))
    assert stage.read(again) == client_frame(b'40{"meeting":1,"n":1}')


def test_rejected_tablet_retries(stage: Stage):
    stage.pool.connect([TabletTicket()])
    end = stage.accept()
    stage.read(end)
    stage.send(end, b"HTTP/1.1 503 Service Unavailable\r\n\r\n")
    assert stage.loop.run(lambda: stage.pool.tries == 2, 5)
    again = stage.accept()
    assert stage.read(again).startswith(b"GET ")


def test_many_facts_at_once_to_many_tablets_are_all_counted(stage: Stage):
    ends = [stage.let_in() for _ in range(20)]
    for number in range(1, 101):
        for end in ends:
            end.sendall(event(number))
    stage.loop.run(lambda: stage.loop.deliveries.reached[100] == 20, 5)
    assert stage.loop.deliveries.faults() == 0
    assert set(stage.loop.deliveries.reached.values()) == {20}
