"""Faults of two server processes on PostgreSQL and Redis.

After each fault every tablet is up to date again within 30 s, and no acknowledged
change is missing.
"""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.http_client import HttpClient
from tests.live.conftest import Room
from tests.live.synced_client import PageTurner
from tests.live.synced_hall import Hall
from tests.servers import RealServer
from tests.services import PostgreSQL, Redis
from tests.waiting import wait_until


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    """A durable one that tests may stop."""
    with PostgreSQL() as service:
        yield service


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with Redis() as service:
        yield service


@pytest.fixture(scope="module")
def shared_hall(tmp_path_factory, postgresql: PostgreSQL, redis: Redis):
    """One for all faults: each test ends in a consistent state, or starts it anew."""
    server = RealServer(
        tmp_path_factory.mktemp("faults") / "data",
        workers=2,
        KIOSK_DATABASE_URL=postgresql.url(postgresql.new_database()),
        KIOSK_REDIS_URL=redis.url,
    )
    server.start()
    hall = Hall(Room(server))
    yield hall
    hall.close()
    server.stop()


@pytest.fixture
def hall(shared_hall: Hall) -> Hall:
    assert shared_hall.server.process
    if shared_hall.server.process.poll() is not None:
        shared_hall.server.start()
    shared_hall.begin()
    return shared_hall


@pytest.fixture
def hall_of_one_machine(new_server) -> Iterator[Hall]:
    """Two processes on SQLite, without other services."""
    hall = Hall(Room(new_server(workers=2)))
    yield hall
    hall.close()


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
    log = hall.log()
    assert log.count("Redis is away") == 2  # once per process
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
    # In between, requests are rejected with a message, never as a defect.
    assert turning.statuses == {204, 503}
    assert turning.unanswered == 0
    assert {status for t in hall.tablets for status in t.refused} <= {503}
    log = hall.log()
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
    assert hall.connections(before[victim]) == {1}
    assert hall.connections(before[survivor]) == {0}
    assert turning.statuses == {204}
    assert turning.unanswered <= 1  # the one it was just answering
    assert wait_until(lambda: hall.is_restarted(before)), hall.log()
    now = hall.server.server_processes()
    assert survivor in now
    assert victim not in now
    assert len(now) == 2
    assert "started again" in hall.log()


def test_no_process_outlives_a_parent_killed_with_9_and_the_port_is_free(hall: Hall):
    processes = hall.server.server_processes()
    hall.server.kill()
    assert wait_until(
        lambda: not [pid for pid in processes if Path(f"/proc/{pid}").exists()], 5
    )
    hall.server.start()
    assert HttpClient(hall.server.port).is_healthy()


def test_sigterm_stops_all_processes_within_5_seconds(hall: Hall):
    processes = hall.server.server_processes()
    began = time.monotonic()
    assert hall.server.terminate() == 0
    assert time.monotonic() - began < 15
    assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]
