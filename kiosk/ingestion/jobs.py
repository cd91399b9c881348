"""The worker's ingestion jobs: from an upload to pages.

`open_document` (prompt queue) inspects a document and renders its first page;
`convert_document` and `render_document` (bulk queue) do the long work. A rendering job
yields after its time slice while others wait, so several documents progress in
parallel. Every job may run twice or be interrupted: it continues from the database
state.
"""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.documents import unrestricted_queries
from kiosk.documents.actions.lifecycle import OPEN_DOCUMENT_JOB
from kiosk.documents.actions.versions import MAP_VERSIONS_JOB
from kiosk.documents.file_types import (
    FILE_TYPES,
    OFFICE_TYPES,
    FileType,
    rendered_type,
    type_of,
)
from kiosk.documents.models import Document
from kiosk.documents.rules import UNCONVERTED, DocumentState, Recognition
from kiosk.errors import N_, Invalid, KioskError
from kiosk.ingestion import WORKER
from kiosk.ingestion.actions import (
    NewFile,
    begin_conversion,
    begin_pages,
    mark_checked,
    refuse_document,
)
from kiosk.ingestion.child_protocol import InspectionResult
from kiosk.ingestion.document_opener import DocumentOpener
from kiosk.ingestion.job_failures import JobGuard
from kiosk.ingestion.ocr.ocr_job import OcrJob
from kiosk.ingestion.rendering.render_job import RenderJob
from kiosk.ingestion.rendering.render_queue import RenderQueue
from kiosk.ingestion.time_budget import TimeBudget
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

CONVERT_JOB = "convert_document"
RENDER_JOB = "render_document"
# Conversions run before waiting renderings.
CONVERT_PRIORITY = 10
# Below this page count another child does not pay off.
MIN_PAGES_PER_CHILD = 3


class Ingestion(WorkerJob):
    """The ingestion jobs of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Use the scratch folder of the file store, which is emptied first."""
        self._store = store
        self._sandbox = sandbox
        # Inside the file store: new files inherit its permissions (nginx must read
        # them).
        self._scratch = store.files.scratch
        self._renderings: dict[int, RenderQueue] = {}
        self._lock = threading.Lock()
        self._time_budget = TimeBudget(
            store.config.convert_seconds, sandbox.thread_cpu_seconds
        )
        self._opener = DocumentOpener(store.config, sandbox, self._time_budget)
        self._ocr = OcrJob(store, sandbox)
        self._guard = JobGuard(self._refuse, self._requeue)
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(parents=True)

    def install(self) -> None:
        """Register the job handlers."""
        prompt, bulk = self._store.prompt_jobs, self._store.bulk_jobs
        prompt.register(OPEN_DOCUMENT_JOB, self._guard.exclusive(self.open_document))
        bulk.register(CONVERT_JOB, self._guard.exclusive(self.convert_document))
        # Several threads may render one document.
        bulk.register(RENDER_JOB, self._guard.concurrent(self.render_document))
        self._ocr.install()

    def resume(self) -> None:
        """Queue every unfinished document."""
        with self._store.read_session() as session:
            left = unrestricted_queries.unfinished(session)
        for document_id in left:
            self._requeue(document_id)
        self._ocr.resume()

    def _requeue(self, document_id: int) -> None:
        """Queue a document again; opening it continues from its present state."""
        self._time_budget.reset(document_id)
        self._store.prompt_jobs.enqueue(OPEN_DOCUMENT_JOB, document_id=document_id)

    def _refuse(self, document_id: int, refusal: KioskError) -> None:
        with self._lock:
            self._renderings.pop(document_id, None)
        with self._store.unit_of_work(WORKER) as work:
            refuse_document(work, document_id=document_id, refusal=refusal)

    def open_document(self, document_id: int) -> None:
        """Start or continue the processing of a document according to its state."""
        document = self._find(document_id)
        if document is None:
            return
        if document.state == DocumentState.WAITING:
            self._inspect(document)
        elif document.state in UNCONVERTED:
            self._enqueue_conversion(document_id)
        elif document.state == DocumentState.RENDERING:
            self._render_first(document_id)

    def convert_document(self, document_id: int) -> None:
        """Convert a document to PDF with LibreOffice and start rendering."""
        document = self._find(document_id)
        if document is None or document.state not in UNCONVERTED:
            return
        with self._store.unit_of_work(WORKER) as work:
            begin_conversion(work, document_id=document_id)
        kind = type_of(document.media_type)
        with self._folder() as folder:
            original = self._store.files.path(document.original_sha256)
            result = self._opener.convert(document_id, original, kind, folder)
            self._begin_pages(document_id, result, folder / "clean.pdf")
        self._render_first(document_id)

    def render_document(self, document_id: int) -> None:
        """Render pages until none is left or the time slice is over."""
        rendering = self._rendering(document_id)
        if rendering is None or not rendering.left():
            return
        with self._folder() as folder:
            job = RenderJob(self._store, self._sandbox, rendering, folder)
            if job.run_time_slice():
                self._store.bulk_jobs.enqueue(RENDER_JOB, document_id=document_id)
        self._enqueue_follow_ups(document_id)

    def _enqueue_follow_ups(self, document_id: int) -> None:
        """After the last page, queue OCR and the mapping of versions."""
        document = self._find(document_id)
        if document is not None and document.state == DocumentState.READY:
            self._enqueue_mapping(document_id)
        if document is not None and document.recognition == Recognition.RUNNING:
            self._ocr.begin(document_id)

    def _inspect(self, document: Document) -> None:
        original = self._store.files.path(document.original_sha256)
        with self._folder() as folder:
            self._time_budget.reset(document.id)
            result = self._opener.inspect(document.id, original, folder)
            if FileType(result.kind) in OFFICE_TYPES:
                media_type = FILE_TYPES[FileType(result.kind)].media_type
                with self._store.unit_of_work(WORKER) as work:
                    mark_checked(work, document_id=document.id, media_type=media_type)
                self._enqueue_conversion(document.id)
                return
            pdf = folder / "clean.pdf" if result.kind == FileType.PDF else None
            self._begin_pages(document.id, result, pdf)
        self._render_first(document.id)

    def _begin_pages(
        self, document_id: int, result: InspectionResult, pdf: Path | None
    ) -> None:
        new_pdf = None
        if pdf is not None:
            if pdf.is_symlink():
                raise Invalid(N_("Tệp PDF bị hỏng. Xin xuất lại rồi tải lên."))
            new_pdf = NewFile(pdf, self._store.files.hash_file(pdf))
        with self._lock:
            self._renderings.pop(document_id, None)
        with self._store.unit_of_work(WORKER) as work:
            begin_pages(
                work,
                self._store.files,
                document_id=document_id,
                result=result,
                pdf=new_pdf,
            )

    def _render_first(self, document_id: int) -> None:
        """Queue the pages, and render the first one immediately."""
        rendering = self._rendering(document_id)
        first = rendering.take() if rendering else None
        if rendering is None or first is None:
            return
        children = min(
            self._store.config.worker_processes,
            -(-rendering.left() // MIN_PAGES_PER_CHILD),
        )
        for _ in range(children):
            self._store.bulk_jobs.enqueue(RENDER_JOB, document_id=document_id)
        with self._folder() as folder:
            RenderJob(self._store, self._sandbox, rendering, folder).run(first)
        if not children and rendering.left():
            # The only page was put back after a failure: retry it like any other.
            self._store.bulk_jobs.enqueue(RENDER_JOB, document_id=document_id)
        self._enqueue_follow_ups(document_id)

    def _rendering(self, document_id: int) -> RenderQueue | None:
        """Return the render queue of a document, created from its rows if needed."""
        with self._store.read_session() as session:
            document = unrestricted_queries.find(session, document_id)
            if document is None or document.state != DocumentState.RENDERING:
                return None
            done = unrestricted_queries.page_numbers(session, document_id)
        with self._lock:
            kept = self._renderings.get(document_id)
            if kept and kept.original_sha256 == document.original_sha256:
                return kept
            rendering = RenderQueue(
                document_id=document_id,
                original_sha256=document.original_sha256,
                source=self._store.files.path(
                    document.pdf_sha256 or document.original_sha256
                ),
                kind=rendered_type(document.media_type),
                page_count=document.page_count,
            )
            rendering.fill(done)
            self._renderings[document_id] = rendering
            return rendering

    def _find(self, document_id: int) -> Document | None:
        with self._store.read_session() as session:
            return unrestricted_queries.find(session, document_id)

    def _enqueue_conversion(self, document_id: int) -> None:
        self._store.bulk_jobs.enqueue(
            CONVERT_JOB, priority=CONVERT_PRIORITY, document_id=document_id
        )

    def _enqueue_mapping(self, document_id: int) -> None:
        with self._store.read_session() as session:
            pairs = unrestricted_queries.versions_to_map(session, document_id)
        if pairs:
            self._store.bulk_jobs.enqueue(MAP_VERSIONS_JOB, document_id=document_id)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """Give a temporary folder on the file store's disk."""
        with tempfile.TemporaryDirectory(
            dir=self._scratch, ignore_cleanup_errors=True
        ) as name:
            yield Path(name)
