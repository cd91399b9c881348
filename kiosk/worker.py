"""Run the worker process: CPU-bound and slow jobs, outside the server."""

import fcntl
import logging
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import IO

from huey.consumer import Consumer
from redis.exceptions import RedisError

from kiosk.config import Config, InvalidSetting, read_config
from kiosk.errors import KioskError
from kiosk.exports.job import ExportJob
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.jobs import Jobs
from kiosk.storage.store import Store, open_store
from kiosk.storage.worker_job import WorkerJob
from kiosk.subjects import load_named

log = logging.getLogger(__name__)

# How often an idle thread polls for a job, in seconds.
POLL_SECONDS = 0.1
STOP_SECONDS = 2.0
# Pause before an unavailable database or queue is tried again, in seconds.
STARTUP_RETRY_SECONDS = 5.0
# The interval of the check for documents whose job was lost, in seconds.
ABANDONED_CHECK_SECONDS = 60.0
JOBS = load_named("jobs")
EXPORT_KINDS = load_named("exports")


class _Consumer(Consumer):  # type: ignore[misc]
    """huey's consumer of one queue, without its signal handlers."""

    def __init__(self, jobs: Jobs, threads: int) -> None:
        super().__init__(
            jobs.huey,
            workers=threads,
            periodic=False,
            initial_delay=POLL_SECONDS,
            max_delay=POLL_SECONDS,
            scheduler_interval=60,
        )

    def _set_signal_handlers(self) -> None:
        """Install none: several consumers share this process."""

    def join(self, seconds: float) -> None:
        """Wait for each thread, `seconds` at most."""
        for _, thread in self.worker_threads:
            thread.join(seconds)


def _lock(folder: Path) -> IO[str] | None:
    """Lock the data folder for this worker; None if another worker holds the lock."""
    file = (folder / "worker.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def run_worker(config: Config) -> int:
    """Run jobs until SIGTERM or SIGINT; return the exit status."""
    config.prepare_data_folder()
    lock = _lock(config.data)
    if lock is None:
        log.error("another worker already serves the data folder %s", config.data)
        return 2
    stop = threading.Event()

    def on_signal(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    logging.getLogger("huey").setLevel(logging.WARNING)
    store, sandbox = open_store(config), Sandbox(lower_priority=config.low_priority)
    jobs: list[WorkerJob] = [make(store, sandbox) for make in JOBS]
    jobs.append(ExportJob(store, sandbox, EXPORT_KINDS))
    _start(jobs, stop)
    consumers = [
        _Consumer(store.prompt_jobs, 1),
        _Consumer(store.bulk_jobs, config.worker_processes),
        _Consumer(store.text_jobs, config.worker_processes),
    ]
    with lock:
        for consumer in consumers:
            consumer.start()
        log.info("worker ready, %d rendering processes", config.worker_processes)
        while not stop.wait(ABANDONED_CHECK_SECONDS):
            requeue_abandoned(store, *(job.resume for job in jobs))
            for job in jobs:
                job.sweep()
        sandbox.stop()
        for consumer in consumers:
            consumer.stop()
        for consumer in consumers:
            consumer.join(STOP_SECONDS / 2)
    return 0


def _start(jobs: list[WorkerJob], stop: threading.Event) -> None:
    """Install the jobs; resume them once database and queue are available."""
    for job in jobs:
        job.install()
    for job in jobs:
        try:
            job.start(stop)
        except (KioskError, sqlite3.Error) as error:
            log.warning("%s is postponed: %s", type(job).__name__, error)
    while not stop.is_set():
        try:
            for job in jobs:
                job.resume()
        except (KioskError, RedisError) as error:
            why = getattr(error, "why", error)
            log.warning("database or job queue away: %s", why)
            stop.wait(STARTUP_RETRY_SECONDS)
        else:
            return


def requeue_abandoned(store: Store, *resumes: Callable[[], None]) -> None:
    """Queue documents and exports that have no job, if all queues are empty.

    A restarted Redis has lost its queue, and jobs could not be enqueued meanwhile.
    """
    try:
        queues = (store.prompt_jobs, store.bulk_jobs, store.text_jobs)
        if not any(queue.waiting() for queue in queues):
            for resume in resumes:
                resume()
    except (KioskError, RedisError, sqlite3.Error) as error:
        log.info("looking for forgotten documents later: %s", error)


def main() -> int:
    """Run the worker with the settings of the environment."""
    try:
        config = read_config()
    except InvalidSetting as error:
        sys.stderr.write(f"{error}\n")
        return 2
    logging.basicConfig(
        level=config.log_level,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    return run_worker(config)


if __name__ == "__main__":
    sys.exit(main())
