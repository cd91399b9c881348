"""What one server keeps things with, put together once and handed around."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from kiosk.config import Config
from kiosk.storage.blocking import BlockingRunner, run_inline
from kiosk.storage.database import Database
from kiosk.storage.files import FileStore
from kiosk.storage.jobs import (
    BUSY_SECONDS,
    WORKER_BUSY_SECONDS,
    Jobs,
    redis_huey,
    sqlite_huey,
)
from kiosk.storage.journal import MeetingEvent
from kiosk.storage.secrets import hash_secret
from kiosk.storage.unit_of_work import Publisher, UnitOfWork


class NullPublisher:
    """A publisher for processes without screens; the server tails the journal."""

    def publish(self, events: list[MeetingEvent]) -> None:
        """Do nothing: the events are in the journal, where the server finds them."""


@dataclass(frozen=True)
class Store:
    """Database, files, job queues and publisher of one process."""

    config: Config
    database: Database
    files: FileStore
    # Documents being opened must not wait behind long renderings, nor these behind
    # the recognising of scans: three queues.
    prompt_jobs: Jobs
    bulk_jobs: Jobs
    text_jobs: Jobs
    publisher: Publisher
    _writer_lock: threading.Lock = field(default_factory=threading.Lock)

    def unit_of_work(self, actor: str) -> UnitOfWork:
        """Begin a change made by `actor`; use it in a `with` statement."""
        return UnitOfWork(self.database, self.publisher, self._writer_lock, actor)

    @contextmanager
    def read_session(self) -> Iterator[Session]:
        """Give a session for reading."""
        with self.database.read_session() as session:
            yield session


def open_store(
    config: Config,
    publisher: Publisher | None = None,
    run_blocking: BlockingRunner = run_inline,
) -> Store:
    """Open the data folder of `config`; events are told to `publisher`, if any.

    `run_blocking` waits for the disk where the caller cannot.
    """
    config.prepare_data_folder()

    def jobs(name: str) -> Jobs:
        if config.redis_url:
            queue = f"{redis_name(config)}.{name}"
            return Jobs(redis_huey(config.redis_url, queue, config.server_key()))
        # Only the server has green threads to spare; others may wait inside SQLite.
        busy_seconds = BUSY_SECONDS if publisher else WORKER_BUSY_SECONDS
        path = config.data / "jobs.db"
        return Jobs(sqlite_huey(path, name, busy_seconds=busy_seconds))

    return Store(
        config=config,
        database=Database(config.database_address, run_blocking),
        files=FileStore(config.data / "files", run_blocking),
        prompt_jobs=jobs("prompt"),
        bulk_jobs=jobs("bulk"),
        text_jobs=jobs("text"),
        publisher=publisher or NullPublisher(),
    )


def redis_name(config: Config) -> str:
    """Return what this installation's names in Redis begin with.

    It hangs on the data folder's key: other installations may share the Redis.
    """
    return "kiosk-" + hash_secret(config.server_key(), "redis", "")[:12]
