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

from kiosk.accounts.retention import purge_access_log
from kiosk.annotations.transfer import NoteTransfer, transfer_after_mapping
from kiosk.archive_files.export import ARCHIVE_FILE
from kiosk.checkins.lists.export import ATTENDANCE_LIST
from kiosk.config import Config, InvalidSetting, read_config
from kiosk.errors import KioskError
from kiosk.exports.job import ExportJob
from kiosk.handouts.export import HANDOUT
from kiosk.handouts.logos import sweep_logos
from kiosk.ingestion.file_cleanup import FileCleanup
from kiosk.ingestion.jobs import Ingestion
from kiosk.ingestion.version_mapping_job import AfterMappingHook, VersionMapper
from kiosk.notebooks.export import NOTEBOOK, install_erasure
from kiosk.people.export import PEOPLE_LIST
from kiosk.people.imports.job import PeopleImportJob
from kiosk.printing.export import PRINTOUT
from kiosk.printing.withdrawal import remove_all_outdated_printouts
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.jobs import Jobs
from kiosk.storage.store import Store, open_store
from kiosk.watermarks.worker import WatermarkWorker

log = logging.getLogger(__name__)

# How often an idle thread polls for a job, in seconds.
POLL_SECONDS = 0.1
STOP_SECONDS = 2.0
# Pause before an unavailable database or queue is tried again, in seconds.
STARTUP_RETRY_SECONDS = 5.0
# The interval of the check for documents whose job was lost, in seconds.
ABANDONED_CHECK_SECONDS = 60.0
# Called with the store, the old and the new document once the pages of a new version
# are mapped; outside any transaction.
AFTER_MAPPING: tuple[AfterMappingHook, ...] = (transfer_after_mapping,)
EXPORT_KINDS = (
    *(PRINTOUT, NOTEBOOK, ARCHIVE_FILE),
    *(ATTENDANCE_LIST, HANDOUT, PEOPLE_LIST),
)


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
    ingestion, mapping = Ingestion(store, sandbox), VersionMapper(store, AFTER_MAPPING)
    ingestion.install()
    mapping.install()
    exports = _install_file_jobs(store, sandbox)
    WatermarkWorker(store, sandbox).start(stop)
    _resume_ingestion(ingestion, mapping, FileCleanup(store), stop)
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
            requeue_abandoned(store, ingestion.resume, mapping.resume, exports.resume)
            _sweep(exports, store)
        sandbox.stop()
        for consumer in consumers:
            consumer.stop()
        for consumer in consumers:
            consumer.join(STOP_SECONDS / 2)
    return 0


def _install_file_jobs(store: Store, sandbox: Sandbox) -> ExportJob:
    """Install the jobs for notes, imports and exports; resume exports."""
    NoteTransfer(store).install()
    install_erasure(store)
    PeopleImportJob(store, sandbox).install()
    exports = ExportJob(store, sandbox, EXPORT_KINDS)
    exports.install()
    try:
        exports.resume(is_start=True)
        remove_all_outdated_printouts(store)
    except (KioskError, sqlite3.Error) as error:
        log.warning("exports are resumed at the next start: %s", error)
    return exports


def _sweep(exports: ExportJob, store: Store) -> None:
    exports.sweep()
    sweep_logos(store)
    purge_access_log(store)


def _resume_ingestion(
    ingestion: Ingestion,
    mapping: VersionMapper,
    tidying: FileCleanup,
    stop: threading.Event,
) -> None:
    """Resume unfinished jobs as soon as database and queue are available."""
    while not stop.is_set():
        try:
            tidying.install()
            ingestion.resume()
            mapping.resume()
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
