import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.storage.jobs import Jobs, redis_huey, sqlite_huey
from tests.services import Redis

KEY = b"k" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "jobs.db"


@pytest.fixture(params=["sqlite", pytest.param("redis", marks=pytest.mark.process)])
def open_queue(request, path: Path) -> Callable[[str], Jobs]:
    """Open a queue of this name, as any process would."""
    if request.param == "sqlite":
        return lambda name: Jobs(sqlite_huey(path, name))
    redis: Redis = request.getfixturevalue("shared_redis")
    own = f"test{time.monotonic_ns()}"
    return lambda name: Jobs(redis_huey(redis.url, f"{own}.{name}", KEY))


def do_all(jobs: Jobs) -> None:
    """Run the waiting jobs, as the worker would."""
    while jobs.waiting():
        jobs.huey.execute(jobs.huey.dequeue())


def test_a_job_reaches_its_handler_with_its_values(open_queue):
    jobs, done = open_queue("prompt"), []
    jobs.register("open", lambda **values: done.append(values))
    jobs.register("other", lambda **_values: done.append("wrong"))
    jobs.enqueue("open", document_id=7, part="đầu")
    do_all(jobs)
    assert done == [{"document_id": 7, "part": "đầu"}]


def test_a_job_without_a_handler_is_skipped_and_logged(open_queue, caplog):
    jobs, done = open_queue("prompt"), []
    jobs.register("open", lambda document_id: done.append(document_id))  # noqa: PLW0108
    jobs.enqueue("name_of_another_version", document_id=6)
    jobs.enqueue("open", document_id=7)
    do_all(jobs)
    assert done == [7]
    assert "job name_of_another_version has no handler; skipped" in caplog.messages
    assert not [record for record in caplog.records if record.exc_info]


def test_higher_priority_goes_first_and_equals_in_order(open_queue):
    jobs, done = open_queue("bulk"), []
    jobs.register("render", lambda page: done.append(page))  # noqa: PLW0108 by name
    for page in (5, 6):
        jobs.enqueue("render", page=page)
    jobs.enqueue("render", priority=10, page=1)
    jobs.enqueue("render", priority=-10, page=9)
    do_all(jobs)
    assert done == [1, 5, 6, 9]


def test_jobs_survive_the_end_of_the_process_that_queued_them(open_queue):
    open_queue("bulk").enqueue("render", page=3)
    reopened, done = open_queue("bulk"), []
    reopened.register("render", lambda page: done.append(page))  # noqa: PLW0108 by name
    assert reopened.waiting() == 1
    do_all(reopened)
    assert done == [3]
    assert reopened.waiting() == 0


def test_two_queues_in_one_place_do_not_mix(open_queue):
    prompt, bulk = open_queue("prompt"), open_queue("bulk")
    prompt.enqueue("open", document_id=1)
    assert (prompt.waiting(), bulk.waiting()) == (1, 0)


def test_a_locked_queue_is_waited_for_outside_of_sqlite(path):
    queue = Jobs(sqlite_huey(path, "test"))
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.5, other.execute, ["COMMIT"])
    release.start()
    queue.enqueue("late", document_id=7)
    release.join()
    other.close()
    assert queue.waiting() == 1


@pytest.mark.process
class TestRedis:
    def test_a_job_that_is_not_signed_with_our_key_is_never_unpacked(
        self, shared_redis
    ):
        name = f"test{time.monotonic_ns()}"
        forger = Jobs(redis_huey(shared_redis.url, name, b"f" * 32))
        forger.enqueue("open", document_id=1)
        ours, done = Jobs(redis_huey(shared_redis.url, name, KEY)), []
        ours.register("open", lambda **values: done.append(values))
        with pytest.raises(ValueError, match="Signature"):
            ours.huey.dequeue()
        assert (done, ours.waiting()) == ([], 0)

    def test_its_loss_is_said_once_and_nobody_fails(self, caplog, monkeypatch):
        monkeypatch.setattr("kiosk.storage.jobs.REDIS_RETRY_SECONDS", 0.01)
        with Redis() as redis:
            queue = Jobs(redis_huey(redis.url, "test", KEY))
            queue.enqueue("open", document_id=1)
            redis.stop()
            assert [queue.huey.dequeue() for _ in range(5)] == [None] * 5
            queue.enqueue("open", document_id=2)
            assert caplog.text.count("queue in Redis is away") == 1
            assert caplog.text.count("not queued") == 1
            redis.start()
            queue.enqueue("open", document_id=3)
            assert queue.huey.dequeue() is not None
