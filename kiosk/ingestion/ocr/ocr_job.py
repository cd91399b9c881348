"""The worker's OCR jobs: recognise scans page by page.

A job recognises one page and queues itself again, so that several documents progress in
parallel and a crash loses only the current pages. The remaining pages are in the
database. OCR has the lowest priority.
"""

import logging
import stat
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import msgspec

from kiosk.documents import unrestricted_queries
from kiosk.documents.actions.recognition import RECOGNISE_PAGE_JOB
from kiosk.documents.actions.versions import MAP_VERSIONS_JOB
from kiosk.documents.file_types import rendered_type
from kiosk.documents.models import Document
from kiosk.documents.rules import Recognition
from kiosk.errors import KioskError
from kiosk.ingestion import WORKER
from kiosk.ingestion.actions import NewFile
from kiosk.ingestion.child_protocol import RecognisedText, words_name
from kiosk.ingestion.job_failures import DATABASE_RETRY_SECONDS
from kiosk.ingestion.ocr.actions import RecognisedPage, store_recognised
from kiosk.ingestion.secrecy_stamps import STAMPS
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    WorkerStopping,
    python_command,
)
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# The lowest priority.
OCR_NICE = 19
# A page takes two CPU seconds, but may wait long beside a busy meeting: the CPU limit
# ends a hung page.
OCR_LIMITS = ResourceLimits(
    memory=1_500_000_000, cpu_seconds=120, file_bytes=100_000_000
)
OCR_PAGE_SECONDS = 3600.0
# Minimum interval between progress events of one document, in seconds.
REPORT_SECONDS = 1.0


class OcrJob:
    """The worker's OCR jobs."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Recognise the scans of `store` with children in `sandbox`."""
        self._store, self._sandbox = store, sandbox
        self._taken: set[tuple[int, int]] = set()
        self._reported_at: dict[int, float] = {}
        self._lock = threading.Lock()

    def install(self) -> None:
        """Register the job handler."""
        self._store.text_jobs.register(RECOGNISE_PAGE_JOB, self.recognise_page)

    def resume(self) -> None:
        """Queue every document whose recognition is not finished."""
        if not self._store.config.ocr:
            return
        with self._store.read_session() as session:
            left = unrestricted_queries.to_recognise(session)
        for document_id in left:
            self.begin(document_id)

    def begin(self, document_id: int) -> None:
        """Queue a document once per worker process."""
        with self._store.read_session() as session:
            left = len(unrestricted_queries.pages_to_recognise(session, document_id))
        for _ in range(min(left, self._store.config.worker_processes)):
            self._store.text_jobs.enqueue(RECOGNISE_PAGE_JOB, document_id=document_id)

    def recognise_page(self, document_id: int) -> None:
        """Recognise the next page of a document and queue the job again."""
        try:
            if self._recognise_next(document_id):
                self._store.text_jobs.enqueue(
                    RECOGNISE_PAGE_JOB, document_id=document_id
                )
        except WorkerStopping:
            log.info("the text of document %s goes on next time", document_id)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            # If this were lost, the worker's next round finds it.
            time.sleep(DATABASE_RETRY_SECONDS)
            self._store.text_jobs.enqueue(RECOGNISE_PAGE_JOB, document_id=document_id)
        except KioskError as error:
            log.warning("the text of document %s: %s", document_id, error.reason)

    def _recognise_next(self, document_id: int) -> bool:
        """Recognise one page; return False if none was left."""
        document, number = self._take_page(document_id)
        if document is None or number is None:
            return False
        try:
            with tempfile.TemporaryDirectory(
                dir=self._store.files.scratch, ignore_cleanup_errors=True
            ) as name:
                page = self._read(document, number, Path(name))
                self._store_page(document, page)
        finally:
            with self._lock:
                self._taken.discard((document_id, number))
        return True

    def _take_page(self, document_id: int) -> tuple[Document | None, int | None]:
        """Return the document and the next page that is not being recognised."""
        with self._lock:
            with self._store.read_session() as session:
                document = unrestricted_queries.find(session, document_id)
                if document is None or document.recognition != Recognition.RUNNING:
                    return None, None
                left = unrestricted_queries.pages_to_recognise(session, document_id)
            free = (n for n in left if (document_id, n) not in self._taken)
            number = next(free, None)
            if number is not None:
                self._taken.add((document_id, number))
            return document, number

    def _read(self, document: Document, number: int, folder: Path) -> RecognisedPage:
        """Run the OCR child for a page and validate its result."""
        nothing = RecognisedPage(document.id, document.original_sha256, number)
        out = folder / "out"
        out.mkdir()
        source = self._store.files.path(document.pdf_sha256 or document.original_sha256)
        kind = rendered_type(document.media_type)
        arguments = [str(source), kind, str(out), str(number)]
        output = self._sandbox.run(
            python_command(
                "kiosk.ingestion.ocr.ocr_child",
                [*arguments, self._store.config.ocr_languages],
                SandboxCommand(
                    [],
                    readable=(source,),
                    writable=(out,),
                    limits=OCR_LIMITS,
                    nice=OCR_NICE,
                ),
            ),
            seconds=OCR_PAGE_SECONDS,
        )
        read = self._read_result(output, number, folder)
        if read is None:
            log.warning("document %s: page %s gave no text", document.id, number)
            return nothing
        made, words = read
        return replace(
            nothing,
            words=words,
            # PostgreSQL does not store NUL.
            text=made.text.replace("\0", ""),
            confidence=made.confidence,
            is_blank=made.is_blank,
            stamp=made.stamp if made.stamp in STAMPS else "",
            is_own=made.is_own,
            is_layer=made.is_layer,
        )

    def _read_result(
        self, output: bytes | None, number: int, folder: Path
    ) -> tuple[RecognisedText, NewFile] | None:
        """Return the child's message and words file, if both are valid."""
        # Move the file out of the child's reach first.
        path = folder / words_name(number)
        try:
            made = msgspec.json.decode(output or b"", type=RecognisedText)
            (folder / "out" / words_name(number)).rename(path)
        except (msgspec.DecodeError, OSError):
            return None
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        return made, NewFile(path, self._store.files.hash_file(path))

    def _store_page(self, document: Document, page: RecognisedPage) -> None:
        now = time.monotonic()
        with self._lock:
            report = now - self._reported_at.get(document.id, 0.0) >= REPORT_SECONDS
            if report:
                self._reported_at[document.id] = now
        with self._store.unit_of_work(WORKER) as work:
            is_last = store_recognised(
                work,
                self._store.files,
                self._store.prompt_jobs,
                page=page,
                report=report,
            )
        if is_last:
            # Its pages can now be compared with another version's.
            self._store.bulk_jobs.enqueue(MAP_VERSIONS_JOB, document_id=document.id)
