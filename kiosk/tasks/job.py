"""Worker jobs of tasks: the weekly digest, reports of meetings, abandoned uploads."""

import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk import clock
from kiosk.clock import VIETNAM
from kiosk.documents.actions.lifecycle import Upload
from kiosk.errors import N_, KioskError
from kiosk.exports.generate import make_files
from kiosk.exports.kinds import ExportKind, ExportPlan
from kiosk.official_papers.export import (
    PAPER_CHILD,
    PAPER_LIMITS,
    PAPER_REFUSALS,
    paper_plan,
)
from kiosk.official_papers.queries import new_paper
from kiosk.official_papers.rules import PaperFamily, PaperKind
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob
from kiosk.tasks.actions.carrying import fail_report, store_report
from kiosk.tasks.actions.digests import queue_digests
from kiosk.tasks.actions.files import remove_abandoned_evidence
from kiosk.tasks.carrying import CARRY_JOB, REPORT_FILE, ReportState, tasks_report
from kiosk.tasks.digest import is_due, week_of
from kiosk.tasks.models import TaskDigest, TaskReport
from kiosk.tasks.queries.carrying import (
    carried_tasks,
    last_reports,
    waiting_reports,
)

log = logging.getLogger(__name__)

WORKER = "worker"
_PDF = "application/pdf"
_CHUNK_BYTES = 1_000_000
_MAX_REPORT_BYTES = 50_000_000
# Only for its limits and refusals: it is stored as a document, not offered as a file.
_REPORT_KIND = ExportKind(
    name="tasks_report",
    module=PAPER_CHILD,
    plan=lambda _store, _export, _progress: None,
    running=N_("Văn bản đang được tạo. Xin chờ giây lát, hoặc bấm Huỷ."),
    missing=N_("Chưa có văn bản. Xin bấm “Tạo văn bản”."),
    limits=PAPER_LIMITS,
    refusals=PAPER_REFUSALS,
)


class TaskJob(WorkerJob):
    """Queues digests, makes reports, and forgets abandoned uploads."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Work in `store`; papers are made in the sandbox."""
        self._store, self._sandbox = store, sandbox

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(CARRY_JOB, self.make_report)

    def resume(self) -> None:
        """Queue reports that another worker left."""
        with self._store.read_session() as session:
            waiting = waiting_reports(session)
        for meeting_id in waiting:
            self._store.bulk_jobs.enqueue(CARRY_JOB, meeting_id=meeting_id)

    def sweep(self) -> None:
        """Queue the digest of the week when it is due; tidy uploads."""
        try:
            self.queue_digests()
            with self._store.unit_of_work(WORKER) as work:
                remove_abandoned_evidence(work)
        except KioskError as error:
            log.info("tasks are looked after later: %s", error)

    def queue_digests(self) -> None:
        """Queue the digest of this week, unless it is queued or not due yet."""
        now = clock.now().astimezone(VIETNAM)
        monday = week_of(now.date())
        if not is_due(now):
            return
        with self._store.read_session() as session:
            if session.get(TaskDigest, monday) is not None:
                return
        key = self._store.config.server_key()
        with self._store.unit_of_work(WORKER) as work:
            count = queue_digests(work, key, monday, now.date())
        log.info("the digest of %s is queued for %d recipients", monday, count)

    def make_report(self, meeting_id: int) -> None:
        """Make the report that a meeting waits for, and add it as a document."""
        try:
            plan = self._plan(meeting_id)
            if plan is None:
                return
            with make_files(
                self._store,
                self._sandbox,
                _REPORT_KIND,
                plan,
                _ignore_progress,
            ) as made:
                self._keep(meeting_id, made.files["pdf"])
        except WorkerStopping:
            # The next worker makes it.
            return
        except (KioskError, OSError, ValueError, msgspec.MsgspecError) as error:
            log.warning("the report of meeting %d failed: %s", meeting_id, error)
            with self._store.unit_of_work(WORKER) as work:
                fail_report(work, meeting_id=meeting_id)

    def _plan(self, meeting_id: int) -> ExportPlan | None:
        today = clock.now().astimezone(VIETNAM).date()
        with self._store.read_session() as session:
            asked = session.get(TaskReport, meeting_id)
            if asked is None or asked.state != ReportState.WAITING:
                return None
            family = PaperFamily(asked.family)
            form = new_paper(session, family, PaperKind.TASKS_REPORT, meeting_id)
            lines = carried_tasks(session, meeting_id, today)
            words = last_reports(session, [line.id for line in lines])
        paper = tasks_report(form, lines, words, today)
        return paper_plan(self._store, paper, ("pdf",))

    def _keep(self, meeting_id: int, made: Path) -> None:
        path, stored = self._store.files.receive_stream(
            _chunks(made), limit=_MAX_REPORT_BYTES
        )
        try:
            with self._store.unit_of_work(WORKER) as work:
                upload = Upload(path, stored, REPORT_FILE, _PDF)
                store_report(work, self._store, meeting_id=meeting_id, upload=upload)
        finally:
            path.unlink(missing_ok=True)


def _ignore_progress(_done: int, _total: int) -> None:
    """Nobody watches it."""


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
