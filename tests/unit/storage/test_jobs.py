import sqlite3
import threading
from pathlib import Path

import pytest

from kiosk.storage.jobs import Jobs, sqlite_huey


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "jobs.db"


def do_all(jobs: Jobs) -> None:
    """Do what waits, as the worker would."""
    while task := jobs.huey.dequeue():
        jobs.huey.execute(task)


def test_a_job_reaches_its_handler_with_its_values(path):
    jobs, done = Jobs(sqlite_huey(path, "prompt")), []
    jobs.on("open", lambda **values: done.append(values))
    jobs.on("other", lambda **_values: done.append("wrong"))
    jobs.enqueue("open", document_id=7, part="đầu")
    do_all(jobs)
    assert done == [{"document_id": 7, "part": "đầu"}]


def test_higher_priority_goes_first_and_equals_in_order(path):
    jobs, done = Jobs(sqlite_huey(path, "bulk")), []
    jobs.on("render", lambda page: done.append(page))  # noqa: PLW0108 by name
    for page in (5, 6):
        jobs.enqueue("render", page=page)
    jobs.enqueue("render", priority=10, page=1)
    do_all(jobs)
    assert done == [1, 5, 6]


def test_jobs_survive_the_end_of_the_process_that_queued_them(path):
    Jobs(sqlite_huey(path, "bulk")).enqueue("render", page=3)
    reopened, done = Jobs(sqlite_huey(path, "bulk")), []
    reopened.on("render", lambda page: done.append(page))  # noqa: PLW0108 by name
    assert reopened.waiting() == 1
    do_all(reopened)
    assert done == [3]
    assert reopened.waiting() == 0


def test_two_queues_in_one_file_do_not_mix(path):
    prompt, bulk = Jobs(sqlite_huey(path, "prompt")), Jobs(sqlite_huey(path, "bulk"))
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
