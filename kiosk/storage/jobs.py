"""Persistent job queues for the worker process.

huey on SQLite, or on Redis if configured. A job is a name and plain values; the worker
registers a handler for each name. If a queue is lost, the worker finds unfinished work
in the database.
"""

import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import Huey, PriorityRedisHuey, SqliteHuey
from huey.serializer import SignedSerializer
from redis.backoff import NoBackoff
from redis.connection import ConnectionPool
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)

Handler = Callable[..., None]

# SQLite waits inside C, where no green thread can run: it waits briefly, and `enqueue`
# retries.
BUSY_SECONDS = 0.05
WORKER_BUSY_SECONDS = 5.0
ENQUEUE_TIMEOUT_SECONDS = 8.0
ENQUEUE_RETRY_SECONDS = 0.02
# Timeout of Redis, in seconds.
REDIS_TIMEOUT_SECONDS = 3.0
# Pause of the worker before Redis is tried again, in seconds.
REDIS_RETRY_SECONDS = 1.0


class _RedisHuey(PriorityRedisHuey):  # type: ignore[misc]
    """Jobs in Redis; logs its loss once, not at each poll."""

    _is_lost = False

    def dequeue(self) -> Any:
        try:
            job = super().dequeue()
        except RedisError as error:
            if not self._is_lost:
                log.warning("the job queue in Redis is away (%s); waiting", error)
            self._is_lost = True
            time.sleep(REDIS_RETRY_SECONDS)
            return None
        if self._is_lost:
            log.info("the job queue in Redis is back")
        self._is_lost = False
        return job


def sqlite_huey(path: Path, name: str, *, busy_seconds: float = BUSY_SECONDS) -> Huey:
    """Open the queue `name` in the SQLite file at `path`.

    `busy_seconds`: SQLite's own timeout for locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(
        name=name, filename=str(path), results=False, timeout=busy_seconds
    )


def redis_huey(url: str, name: str, key: bytes) -> Huey:
    """Open the queue `name` in Redis.

    huey pickles its jobs, so whoever can write to Redis could run code in the worker:
    jobs are signed with the server's `key`.
    """
    pool = ConnectionPool.from_url(
        url,
        socket_timeout=REDIS_TIMEOUT_SECONDS,
        socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 1),
    )
    return _RedisHuey(
        name=name,
        connection_pool=pool,
        results=False,
        serializer=SignedSerializer(secret=key.hex(), salt=name),
    )


class Jobs:
    """One queue of jobs."""

    def __init__(self, huey: Huey) -> None:
        self.huey = huey
        self._handlers: dict[str, Handler] = {}
        self._run = self.huey.task(name="run")(self._dispatch)

    def register(self, name: str, handler: Handler) -> None:
        """Set the handler of the jobs called `name`."""
        self._handlers[name] = handler

    def enqueue(self, name: str, *, priority: int = 0, **values: int | str) -> None:
        """Queue a job; higher `priority` goes first."""
        job = self._run.s(name, priority=priority, **values)
        deadline = time.monotonic() + ENQUEUE_TIMEOUT_SECONDS
        while True:
            try:
                self.huey.enqueue(job)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(ENQUEUE_RETRY_SECONDS)
            except RedisError as error:
                # The database knows what is to be done; the worker checks it every
                # minute.
                log.warning("job %s not queued, Redis is away: %s", name, error)
                return
            else:
                return

    def _dispatch(self, name: str, **values: int | str) -> None:
        if handler := self._handlers.get(name):
            handler(**values)
        else:
            # Queued by another version: the database tells what is still to be done.
            log.warning("job %s has no handler; skipped", name)

    def waiting(self) -> int:
        """Return the number of waiting jobs."""
        return int(self.huey.pending_count())
