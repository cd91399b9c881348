"""No frame is torn, lost or reordered for any client, whatever the others do."""

import time
from collections.abc import Iterator

import pytest

from kiosk import timings
from kiosk.live.limits import MAX_BACKLOG_BYTES
from tests.live.echo import OURS, EchoServer
from tests.live.hall_clients import (
    Chatterer,
    Commuter,
    Guest,
    Hall,
    Nibbler,
    Quitter,
    Sipper,
    Staller,
)
from tests.live.hall_texts import text_of

# Each part is smaller than the backlog limit, so that the slowest client on a busy
# machine is not disconnected.
PARTS, TURNS = 4, 50
LAST = PARTS * TURNS
PAUSE = 0.01
QUITTERS = 4
MEGABYTE = 1_000_000


@pytest.fixture
def server() -> Iterator[EchoServer]:
    with EchoServer(OURS, ping_interval=1, ping_timeout=20) as server:
        yield server
        assert "Traceback" not in server.log.read_text()


@pytest.fixture
def make_hall(server) -> Iterator:
    halls = []

    def make(seed: int) -> Hall:
        halls.append(Hall(server, seed))
        return halls[-1]

    yield make
    for hall in halls:
        hall.close()


def check_dropped(staller: Guest) -> None:
    """Check that everything up to some point is complete, and nothing follows."""
    staller.client.until_over()
    staller.listen()
    assert staller.heard == list(range(1, len(staller.heard) + 1))
    assert len(staller.heard) < LAST


@pytest.mark.parametrize("seed", [1, 2])
def test_every_client_receives_every_number_once_and_in_order(make_hall, seed):
    hall = make_hall(seed)
    (conductor,) = hall.admit(Guest)
    stayers = [
        conductor,
        *hall.admit(Guest, 3),
        *hall.admit(Sipper, 1),
        *hall.admit(Nibbler, 2),
        *(chatterers := hall.admit(Chatterer, 2)),
    ]
    commuters = hall.admit(Commuter, 2)
    stallers = hall.admit(Staller, 2)
    hall.serve_until(lambda: all(guest.next for guest in hall.guests))
    gone = 0

    def has_heard(number: int) -> bool:
        nonlocal gone
        here = [guest for guest in hall.guests if isinstance(guest, Quitter)]
        gone = sum(guest.has_gone for guest in here)
        # Each client that leaves is replaced by another.
        if conductor.played != number and len(here) - gone < QUITTERS:
            hall.admit(Quitter)
        return all(guest.next == number + 1 for guest in stayers)

    for last in range(TURNS, LAST + 1, TURNS):
        texts = [text_of(seed, number) for number in range(last - TURNS + 1, last + 1)]
        assert sum(map(len, map(str.encode, texts))) < 0.9 * MAX_BACKLOG_BYTES
        conductor.say("perform", TURNS, seed, PAUSE)
        hall.serve_until(lambda last=last: has_heard(last))
    for guest in stayers:
        assert guest.heard == list(range(1, LAST + 1))
    assert gone > 2 * QUITTERS

    for chatterer in chatterers:
        chatterer.is_silent = True
        hall.serve_until(chatterer.has_its_answers)
        chatterer.check_answers()
    hall.serve_until(lambda: all(guest.next == LAST + 1 for guest in commuters))
    assert all(commuter.stays > 5 for commuter in commuters)

    for staller in stallers:
        check_dropped(staller)


class TestWhoStopsReading:
    """A client that stops reading is disconnected within limits of bytes and time."""

    def test_by_the_size_of_the_backlog(self, server, make_hall):
        hall = make_hall(3)
        reader, *_ = readers = hall.admit(Guest, 3)
        stallers = hall.admit(Staller, 20)
        hall.serve_until(lambda: all(guest.next for guest in hall.guests))
        before = server.rss_bytes()
        # Without the limit all of it would be queued for them.
        reader.say("shout", 120, 100_000, 0.02)
        hall.serve_until(lambda: all(guest.noises == 120 for guest in readers))
        assert server.rss_bytes() - before < 10 * MEGABYTE
        hall.serve_until_present(reader, len(readers), 10)
        for staller in stallers:
            staller.client.until_over()

    def test_by_the_time_without_reading(self, make_hall):
        hall = make_hall(4)
        (reader,) = hall.admit(Guest)
        (staller,) = hall.admit(Staller)
        hall.serve_until(lambda: all(guest.next for guest in hall.guests))
        began = time.monotonic()
        # More than the kernel's buffers, less than the backlog limit.
        reader.say("shout", 6, 100_000, 0.01)
        hall.serve_until(lambda: reader.noises == 6)
        hall.serve_until_present(reader, 2, 5)
        hall.serve_until_present(reader, 1, timings.WRITE_STALL + 10)
        assert time.monotonic() - began > timings.WRITE_STALL - 1
        staller.client.until_over()
