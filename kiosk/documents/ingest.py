"""From an upload to pages: the worker's jobs.

`open_document` (prompt queue) checks a paper and shows its first page;
`convert_document` and `render_document` (bulk queue) do the long work. A rendering
job gives way after a while when others wait, so several papers grow side by side.
Every job may come twice, or after a crash half-way: it goes on from what is there.
"""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.documents import worker_queries
from kiosk.documents.actions.pages import (
    NewFile,
    begin_conversion,
    begin_pages,
    note_conversion,
    refuse_document,
)
from kiosk.documents.actions.papers import OPEN_JOB
from kiosk.documents.actions.versions import MAP_JOB
from kiosk.documents.child import Verdict
from kiosk.documents.kinds import FACTS, IMAGES, OFFICE, Kind
from kiosk.documents.models import Document
from kiosk.documents.opening import Opening
from kiosk.documents.patience import Patience
from kiosk.documents.recognition import Recogniser
from kiosk.documents.render_job import RenderJob
from kiosk.documents.rendering import Rendering
from kiosk.documents.rules import UNCONVERTED, DocumentState, Recognition
from kiosk.documents.sandbox import Sandbox
from kiosk.documents.supervising import Supervisor
from kiosk.errors import N_, Invalid, KioskError
from kiosk.storage.store import Store

WORKER = "worker"
CONVERT_JOB = "convert_document"
RENDER_JOB = "render_document"
# A conversion comes before the long renderings that wait.
CONVERT_PRIORITY = 10
# Fewer pages than this are not worth another child.
PAGES_WORTH_A_CHILD = 3


class Ingestion:
    """The worker's jobs for one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Work in `scratch` below the folder of the files, which is cleared."""
        self._store = store
        self._sandbox = sandbox
        # Among the files: what is made there takes on their rights (nginx may read).
        self._scratch = store.files.scratch
        self._renderings: dict[int, Rendering] = {}
        self._lock = threading.Lock()
        self._patience = Patience(store.config.convert_seconds, sandbox.worked)
        self._opening = Opening(store.config, sandbox, self._patience)
        self._recogniser = Recogniser(store, sandbox)
        self._supervisor = Supervisor(self._refuse, self._come_back)
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(parents=True)

    def install(self) -> None:
        """Answer to the jobs."""
        prompt, bulk = self._store.prompt_jobs, self._store.bulk_jobs
        prompt.on(OPEN_JOB, self._supervisor.alone(self.open_document))
        bulk.on(CONVERT_JOB, self._supervisor.alone(self.convert_document))
        # Rendering can be shared.
        bulk.on(RENDER_JOB, self._supervisor.shared(self.render_document))
        self._recogniser.install()

    def resume(self) -> None:
        """Queue every document that was left unfinished."""
        with self._store.reading() as session:
            left = worker_queries.unfinished(session)
        for document_id in left:
            self._come_back(document_id)
        self._recogniser.resume()

    def _come_back(self, document_id: int) -> None:
        """Queue a document again: opening it goes on from wherever it stands."""
        self._patience.renew(document_id)
        self._store.prompt_jobs.enqueue(OPEN_JOB, document_id=document_id)

    def _refuse(self, document_id: int, refusal: KioskError) -> None:
        with self._lock:
            self._renderings.pop(document_id, None)
        with self._store.work(WORKER) as work:
            refuse_document(work, document_id=document_id, refusal=refusal)

    def open_document(self, document_id: int) -> None:
        """Check a paper and bring it on its way, from wherever it stands."""
        document = self._find(document_id)
        if document is None:
            return
        if document.state == DocumentState.WAITING:
            self._check(document)
        elif document.state in UNCONVERTED:
            self._enqueue_conversion(document_id)
        elif document.state == DocumentState.RENDERING:
            self._render_first(document_id)

    def convert_document(self, document_id: int) -> None:
        """Let LibreOffice make a PDF of a paper, and go on with that."""
        document = self._find(document_id)
        if document is None or document.state not in UNCONVERTED:
            return
        with self._store.work(WORKER) as work:
            begin_conversion(work, document_id=document_id)
        kind = next(k for k in OFFICE if FACTS[k].media_type == document.media_type)
        with self._folder() as folder:
            original = self._store.files.path(document.original_sha256)
            verdict = self._opening.convert(document_id, original, kind, folder)
            self._begin(document_id, verdict, folder / "clean.pdf")
        self._render_first(document_id)

    def render_document(self, document_id: int) -> None:
        """Render pages of a paper until all are taken or others have waited enough."""
        rendering = self._rendering(document_id)
        if rendering is None or not rendering.left():
            return
        with self._folder() as folder:
            job = RenderJob(self._store, self._sandbox, rendering, folder)
            if job.run_a_turn():
                self._store.bulk_jobs.enqueue(RENDER_JOB, document_id=document_id)
        self._go_on_from(document_id)

    def _go_on_from(self, document_id: int) -> None:
        """Have scans read and versions compared, if that was the last page."""
        document = self._find(document_id)
        if document is not None and document.state == DocumentState.READY:
            self._enqueue_mapping(document_id)
        if document is not None and document.recognition == Recognition.RUNNING:
            self._recogniser.begin(document_id)

    def _check(self, document: Document) -> None:
        original = self._store.files.path(document.original_sha256)
        with self._folder() as folder:
            self._patience.renew(document.id)
            verdict = self._opening.look_at(document.id, original, folder)
            if Kind(verdict.kind) in OFFICE:
                media_type = FACTS[Kind(verdict.kind)].media_type
                with self._store.work(WORKER) as work:
                    note_conversion(
                        work, document_id=document.id, media_type=media_type
                    )
                self._enqueue_conversion(document.id)
                return
            pdf = folder / "clean.pdf" if verdict.kind == Kind.PDF else None
            self._begin(document.id, verdict, pdf)
        self._render_first(document.id)

    def _begin(self, document_id: int, verdict: Verdict, pdf: Path | None) -> None:
        new_pdf = None
        if pdf is not None:
            if pdf.is_symlink():
                raise Invalid(N_("Tệp PDF bị hỏng. Xin xuất lại rồi tải lên."))
            new_pdf = NewFile(pdf, self._store.files.measure(pdf))
        with self._lock:
            self._renderings.pop(document_id, None)
        with self._store.work(WORKER) as work:
            begin_pages(
                work,
                self._store.files,
                document_id=document_id,
                verdict=verdict,
                pdf=new_pdf,
            )

    def _render_first(self, document_id: int) -> None:
        """Queue the pages, and render the first of them here and now."""
        rendering = self._rendering(document_id)
        first = rendering.take() if rendering else None
        if rendering is None or first is None:
            return
        children = min(
            self._store.config.worker_processes,
            -(-rendering.left() // PAGES_WORTH_A_CHILD),
        )
        for _ in range(children):
            self._store.bulk_jobs.enqueue(RENDER_JOB, document_id=document_id)
        with self._folder() as folder:
            RenderJob(self._store, self._sandbox, rendering, folder).run(first)
        if not children and rendering.left():
            # The only page came back; it is tried again like any other.
            self._store.bulk_jobs.enqueue(RENDER_JOB, document_id=document_id)
        self._go_on_from(document_id)

    def _rendering(self, document_id: int) -> Rendering | None:
        """Return what is still to do for a document, made from its rows at first."""
        with self._store.reading() as session:
            document = worker_queries.find(session, document_id)
            if document is None or document.state != DocumentState.RENDERING:
                return None
            done = worker_queries.page_numbers(session, document_id)
        with self._lock:
            kept = self._renderings.get(document_id)
            if kept and kept.original_sha256 == document.original_sha256:
                return kept
            kinds = {FACTS[kind].media_type: kind for kind in IMAGES}
            rendering = Rendering(
                document_id=document_id,
                original_sha256=document.original_sha256,
                source=self._store.files.path(
                    document.pdf_sha256 or document.original_sha256
                ),
                kind=kinds.get(document.media_type, Kind.PDF),
                page_count=document.page_count,
            )
            rendering.expect(done)
            self._renderings[document_id] = rendering
            return rendering

    def _find(self, document_id: int) -> Document | None:
        with self._store.reading() as session:
            return worker_queries.find(session, document_id)

    def _enqueue_conversion(self, document_id: int) -> None:
        self._store.bulk_jobs.enqueue(
            CONVERT_JOB, priority=CONVERT_PRIORITY, document_id=document_id
        )

    def _enqueue_mapping(self, document_id: int) -> None:
        with self._store.reading() as session:
            pairs = worker_queries.versions_to_map(session, document_id)
        if pairs:
            self._store.bulk_jobs.enqueue(MAP_JOB, document_id=document_id)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """Give a fresh folder on the disk of the files."""
        with tempfile.TemporaryDirectory(
            dir=self._scratch, ignore_cleanup_errors=True
        ) as name:
            yield Path(name)
