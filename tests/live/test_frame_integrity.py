"""No frame is torn, lost or reordered for any client, whatever the others do."""

import time
from collections.abc import Iterator

import pytest

from kiosk import timings
from kiosk.live.limits import MAX_BACKLOG_BYTES
from tests.live.echo import OURS, EchoServer
from tests.live.room_clients import (
    ByteReader,
    ClientPool,
    LeavingClient,
    NonReader,
    RejoiningClient,
    RoomClient,
    SendingClient,
    SlowReader,
)
from tests.live.room_texts import text_of

# Each part is smaller than the backlog limit, so that the slowest client on a busy
# machine is not disconnected.
PARTS, TURNS = 4, 50
LAST = PARTS * TURNS
PAUSE = 0.01
LEAVING = 4
MEGABYTE = 1_000_000


@pytest.fixture
def server() -> Iterator[EchoServer]:
    with EchoServer(OURS, ping_interval=1, ping_timeout=20) as server:
        yield server
        assert "Traceback" not in server.log.read_text()


@pytest.fixture
def make_pool(server) -> Iterator:
    pools = []

    def make(seed: int) -> ClientPool:
        pools.append(ClientPool(server, seed))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


def check_dropped(non_reader: RoomClient) -> None:
    """Check that everything up to some point is complete, and nothing follows."""
    non_reader.connection.until_over()
    non_reader.check_messages()
    assert non_reader.received == list(range(1, len(non_reader.received) + 1))
    assert len(non_reader.received) < LAST


@pytest.mark.parametrize("seed", [1, 2])
def test_every_client_receives_every_number_once_and_in_order(make_pool, seed):
    pool = make_pool(seed)
    (leader,) = pool.add(RoomClient)
    steady = [
        leader,
        *pool.add(RoomClient, 3),
        *pool.add(ByteReader, 1),
        *pool.add(SlowReader, 2),
        *(senders := pool.add(SendingClient, 2)),
    ]
    rejoining = pool.add(RejoiningClient, 2)
    non_readers = pool.add(NonReader, 2)
    pool.serve_until(lambda: all(client.next for client in pool.clients))
    left = 0

    def have_received(number: int) -> bool:
        nonlocal left
        here = [client for client in pool.clients if isinstance(client, LeavingClient)]
        left = sum(client.has_left for client in here)
        # Each client that leaves is replaced by another.
        if leader.sent_last != number and len(here) - left < LEAVING:
            pool.add(LeavingClient)
        return all(client.next == number + 1 for client in steady)

    for last in range(TURNS, LAST + 1, TURNS):
        texts = [text_of(seed, number) for number in range(last - TURNS + 1, last + 1)]
        assert sum(map(len, map(str.encode, texts))) < 0.9 * MAX_BACKLOG_BYTES
        leader.emit("send_turns", TURNS, seed, PAUSE)
        pool.serve_until(lambda last=last: have_received(last))
    for client in steady:
        assert client.received == list(range(1, LAST + 1))
    assert left > 2 * LEAVING

    for sender in senders:
        sender.is_silent = True
        pool.serve_until(sender.has_its_answers)
        sender.check_answers()
    pool.serve_until(lambda: all(client.next == LAST + 1 for client in rejoining))
    assert all(client.rejoins > 5 for client in rejoining)

    for non_reader in non_readers:
        check_dropped(non_reader)


class TestWhoStopsReading:
    """A client that stops reading is disconnected within limits of bytes and time."""

    def test_by_the_size_of_the_backlog(self, server, make_pool):
        pool = make_pool(3)
        reader, *_ = readers = pool.add(RoomClient, 3)
        non_readers = pool.add(NonReader, 20)
        pool.serve_until(lambda: all(client.next for client in pool.clients))
        before = server.rss_bytes()
        # Without the limit all of it would be queued for them.
        reader.emit("send_noise", 120, 100_000, 0.02)
        pool.serve_until(lambda: all(client.noises == 120 for client in readers))
        assert server.rss_bytes() - before < 10 * MEGABYTE
        pool.serve_until_present(reader, len(readers), 10)
        for non_reader in non_readers:
            non_reader.connection.until_over()

    def test_by_the_time_without_reading(self, make_pool):
        pool = make_pool(4)
        (reader,) = pool.add(RoomClient)
        (non_reader,) = pool.add(NonReader)
        pool.serve_until(lambda: all(client.next for client in pool.clients))
        began = time.monotonic()
        # More than the kernel's buffers, less than the backlog limit.
        reader.emit("send_noise", 6, 100_000, 0.01)
        pool.serve_until(lambda: reader.noises == 6)
        pool.serve_until_present(reader, 2, 5)
        pool.serve_until_present(reader, 1, timings.WRITE_STALL + 10)
        assert time.monotonic() - began > timings.WRITE_STALL - 1
        non_reader.connection.until_over()
