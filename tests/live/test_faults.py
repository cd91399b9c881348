"""Two server processes on PostgreSQL and Redis, and everything that may fail.

After each fault every tablet is right again within 30 s, by itself, and no change
that was answered with "done" is missing.
"""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.http_client import HttpClient
from tests.live.conftest import Room
from tests.live.synced_client import PageTurner, SyncedClient
from tests.services import PostgreSQL, Redis
from tests.waiting import wait_until

CONVERGE_SECONDS = 30
TABLETS = 12
MOST_TABLETS = 60


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    """One that may be stopped, and loses nothing."""
    with PostgreSQL() as service:
        yield service


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with Redis() as service:
        yield service


class Hall:
    """A room whose tablets keep right by themselves."""

    def __init__(self, room: Room) -> None:
        self.room, self.server = room, room.server
        self.tablets: list[SyncedClient] = []
        # Whoever connects first may find one process only; later ones even it out.
        while len(self.tablets) < TABLETS or not all(self.served_by().values()):
            assert len(self.tablets) < MOST_TABLETS
            tablet = SyncedClient(room.server.port, room.new_token(), room.meeting)
            self.tablets.append(tablet)
            assert wait_until(tablet.is_connected)

    def served_by(self) -> dict[int, list[SyncedClient]]:
        """Return the connected tablets of each server process."""
        found: dict[int, list[SyncedClient]] = {}
        for pid in self.server.server_processes():
            ports = peers_of(pid)
            found[pid] = [t for t in self.tablets if t.local_port in ports]
        return found

    def is_right(self) -> bool:
        """Tell whether every tablet is connected and shows the journal's last page."""
        told = self.room.told()
        return all(
            t.is_connected()
            and (t.number, t.page) == (told[-1].number, told[-1].body["page"])
            for t in self.tablets
        )

    def check(self, turning: PageTurner) -> None:
        """Wait until every tablet is right, and look for what may be lost."""
        assert wait_until(self.is_right, CONVERGE_SECONDS), self.describe()
        told = self.room.told()
        assert [fact.number for fact in told] == list(range(1, len(told) + 1))
        assert is_within(turning.kept, [fact.body["page"] for fact in told])
        assert turning.kept

    def describe(self) -> str:
        states = [(t.number, t.page, t.is_connected()) for t in self.tablets]
        return f"{states}, journal: {len(self.room.told())}\n{self.server.log}"


def is_within(some: list[int], all_of_them: list[int]) -> bool:
    """Tell whether `some` stand in `all_of_them` in that order."""
    rest = iter(all_of_them)
    return all(page in rest for page in some)


def peers_of(pid: int) -> set[int]:
    """Return the ports of those who are connected to a process on this machine."""
    inodes = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        try:
            inodes.add(str(handle.readlink()))
        except OSError:
            continue
    ports = set()
    for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if f"socket:[{words[9]}]" in inodes:
            ports.add(int(words[2].rpartition(":")[2], 16))
    return ports


@pytest.fixture
def hall(new_server, postgresql: PostgreSQL, redis: Redis) -> Iterator[Hall]:
    server = new_server(
        workers=2,
        KIOSK_DATABASE_URL=postgresql.url(postgresql.new_database()),
        KIOSK_REDIS_URL=redis.url,
    )
    hall = Hall(Room(server))
    yield hall
    for tablet in hall.tablets:
        tablet.close()


@pytest.fixture
def hall_of_one_machine(new_server) -> Iterator[Hall]:
    """Two processes on SQLite, without any other program."""
    hall = Hall(Room(new_server(workers=2)))
    yield hall
    for tablet in hall.tablets:
        tablet.close()


def test_a_turn_in_one_process_is_seen_on_the_tablets_of_both(hall: Hall):
    assert all(hall.served_by().values())
    with PageTurner(hall.room) as turning:
        time.sleep(2)
    hall.check(turning)
    assert turning.statuses == {204}


def test_the_same_on_one_machine_without_redis_and_postgresql(
    hall_of_one_machine: Hall,
):
    hall = hall_of_one_machine
    assert all(hall.served_by().values())
    with PageTurner(hall.room) as turning:
        time.sleep(2)
    hall.check(turning)
    assert turning.statuses == {204}


def test_redis_stops_during_a_broadcast_and_comes_back(hall: Hall, redis: Redis):
    with PageTurner(hall.room) as turning:
        time.sleep(1)
        redis.stop(signal.SIGKILL)
        time.sleep(2)
        without = len(turning.kept)
        time.sleep(1)
        assert len(turning.kept) > without  # nothing waits for Redis
        redis.start()
        time.sleep(2)
    hall.check(turning)
    assert turning.statuses == {204}
    log = hall.server.log.read_text()
    assert log.count("Redis is away") == 2  # once a process
    assert log.count("Redis is back") == 2
    assert "Traceback" not in log


def test_postgresql_is_restarted(hall: Hall, postgresql: PostgreSQL):
    with PageTurner(hall.room) as turning:
        time.sleep(1)
        postgresql.stop()
        time.sleep(2)
        postgresql.start()
        time.sleep(2)
    hall.check(turning)
    # Refused in words in between, and never called a defect.
    assert turning.statuses == {204, 503}
    assert turning.unanswered == 0
    assert {status for t in hall.tablets for status in t.refused} <= {503}
    log = hall.server.log.read_text()
    assert "Traceback" not in log
    assert log.count("the database is away") <= 2 * len(hall.served_by())


def test_postgresql_crashes_and_recovers(hall: Hall, postgresql: PostgreSQL):
    with PageTurner(hall.room) as turning:
        time.sleep(1)
        postgresql.stop(signal.SIGQUIT)
        postgresql.start()
        time.sleep(2)
    hall.check(turning)
    assert turning.statuses <= {204, 503}


def test_a_server_process_is_killed(hall: Hall):
    before = hall.served_by()
    victim, survivor = sorted(before, key=lambda pid: -len(before[pid]))
    with PageTurner(hall.room) as turning:
        time.sleep(1)
        os.kill(victim, signal.SIGKILL)
        time.sleep(3)
    hall.check(turning)
    assert all(tablet.connections == 2 for tablet in before[victim])
    assert all(tablet.connections == 1 for tablet in before[survivor])
    assert turning.statuses == {204}
    assert turning.unanswered <= 1  # whom it was just answering
    now = hall.server.server_processes()
    assert survivor in now
    assert victim not in now
    assert len(now) == 2
    assert "started again" in hall.server.log.read_text()


def test_sigterm_stops_all_processes_within_5_seconds(hall: Hall):
    processes = hall.server.server_processes()
    began = time.monotonic()
    assert hall.server.terminate() == 0
    assert time.monotonic() - began < 15
    assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]


def test_no_process_outlives_a_parent_killed_with_9_and_the_port_is_free(hall: Hall):
    processes = hall.server.server_processes()
    hall.server.kill()
    assert wait_until(
        lambda: not [pid for pid in processes if Path(f"/proc/{pid}").exists()], 5
    )
    hall.server.start()
    assert HttpClient(hall.server.port).is_healthy()
