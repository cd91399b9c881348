"""Bundle the persistence of one process: database, files, jobs, publisher."""

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
    """The publisher of processes without screens; servers poll the journal."""

    def publish(self, events: list[MeetingEvent]) -> None:
        """Do nothing: servers find the events in the journal."""


@dataclass(frozen=True)
class Store:
    """Database, files, job queues and publisher of one process."""

    config: Config
    database: Database
    files: FileStore
    # Three queues: opening documents must not wait for rendering, nor rendering for
    # OCR.
    prompt_jobs: Jobs
    bulk_jobs: Jobs
    text_jobs: Jobs
    publisher: Publisher
    _writer_lock: threading.Lock = field(default_factory=threading.Lock)

    def unit_of_work(self, actor: str) -> UnitOfWork:
        """Return a unit of work for `actor`; use it in a `with` statement."""
        return UnitOfWork(self.database, self.publisher, self._writer_lock, actor)

    @contextmanager
    def read_session(self) -> Iterator[Session]:
        """Yield a session for reading.

        :raises DatabaseUnavailable: the database is unavailable.
        """
        with self.database.read_session() as session:
            yield session


def open_store(
    config: Config,
    publisher: Publisher | None = None,
    run_blocking: BlockingRunner = run_inline,
) -> Store:
    """Open the data folder of `config`; `publisher` receives committed events.

    `run_blocking` runs calls that wait for the disk.
    """
    config.prepare_data_folder()

    def jobs(name: str) -> Jobs:
        if config.redis_url:
            queue = f"{redis_name(config)}.{name}"
            return Jobs(redis_huey(config.redis_url, queue, config.server_key()))
        # Processes without green threads may wait inside SQLite.
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
    """Return the prefix of this installation's keys in Redis.

    Derived from the server's key: other installations may share the Redis.
    """
    return "kiosk-" + hash_secret(config.server_key(), "redis", "")[:12]
