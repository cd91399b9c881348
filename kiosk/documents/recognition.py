"""From pictures to text: the worker's jobs that read scans, page by page.

A job reads one page and queues itself again; so several papers grow side by side, and
a kill loses at most the pages that were being read. What is left stands in the
database. It all happens at the lowest priority: rendering and the meeting come first.
"""

import logging
import stat
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import msgspec

from kiosk.documents import worker_queries
from kiosk.documents.actions.pages import NewFile
from kiosk.documents.actions.recognition import (
    RECOGNISE_JOB,
    RecognisedPage,
    keep_recognised,
)
from kiosk.documents.actions.versions import MAP_JOB
from kiosk.documents.child import PageRead, words_name
from kiosk.documents.kinds import FACTS, IMAGES, Kind
from kiosk.documents.models import Document
from kiosk.documents.rules import Recognition
from kiosk.documents.sandbox import Limits, Run, Sandbox, Stopped, python_run
from kiosk.documents.secrecy import STAMPS
from kiosk.errors import KioskError
from kiosk.storage.refusals import Busy, Unsure
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

WORKER = "worker"
# Nothing is politer.
NICE = 19
# A page takes two seconds on a free core. Beside a busy meeting it may take very long:
# what ends a page that never ends is the limit on processor time.
LIMITS = Limits(memory=1_500_000_000, cpu_seconds=120, file_bytes=100_000_000)
PAGE_SECONDS = 3600.0
# The screens hear of a paper's progress this often at most, in seconds.
TELL_SECONDS = 1.0
# Pause before a database that is away is asked again, in seconds.
AWAY_SECONDS = 2.0


class Recogniser:
    """The worker's jobs that read scans."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Read the scans of `store` with programs shut into `sandbox`."""
        self._store, self._sandbox = store, sandbox
        self._taken: set[tuple[int, int]] = set()
        self._told_at: dict[int, float] = {}
        self._lock = threading.Lock()

    def install(self) -> None:
        """Answer to the jobs."""
        self._store.text_jobs.on(RECOGNISE_JOB, self.recognise_page)

    def resume(self) -> None:
        """Go on with every paper that was left half-read."""
        if not self._store.config.ocr:
            return
        with self._store.reading() as session:
            left = worker_queries.to_recognise(session)
        for document_id in left:
            self.begin(document_id)

    def begin(self, document_id: int) -> None:
        """Queue a paper, as often as there are cores to read its pages on."""
        with self._store.reading() as session:
            left = len(worker_queries.pages_to_recognise(session, document_id))
        for _ in range(min(left, self._store.config.worker_processes)):
            self._store.text_jobs.enqueue(RECOGNISE_JOB, document_id=document_id)

    def recognise_page(self, document_id: int) -> None:
        """Read the next page of a paper, and queue it again for the one after."""
        try:
            if self._recognise_next(document_id):
                self._store.text_jobs.enqueue(RECOGNISE_JOB, document_id=document_id)
        except Stopped:
            log.info("the text of document %s goes on next time", document_id)
        except (Busy, Unsure):
            # The worker's next round finds it, were this forgotten.
            time.sleep(AWAY_SECONDS)
            self._store.text_jobs.enqueue(RECOGNISE_JOB, document_id=document_id)
        except KioskError as error:
            log.warning("the text of document %s: %s", document_id, error.reason)

    def _recognise_next(self, document_id: int) -> bool:
        """Read one page; return False if there was none left."""
        document, number = self._take(document_id)
        if document is None or number is None:
            return False
        try:
            with tempfile.TemporaryDirectory(
                dir=self._store.files.scratch, ignore_cleanup_errors=True
            ) as name:
                page = self._read(document, number, Path(name))
                self._keep(document, page)
        finally:
            with self._lock:
                self._taken.discard((document_id, number))
        return True

    def _take(self, document_id: int) -> tuple[Document | None, int | None]:
        """Return the paper and the next page that nobody reads yet."""
        with self._lock:
            with self._store.reading() as session:
                document = worker_queries.find(session, document_id)
                if document is None or document.recognition != Recognition.RUNNING:
                    return None, None
                left = worker_queries.pages_to_recognise(session, document_id)
            free = (n for n in left if (document_id, n) not in self._taken)
            number = next(free, None)
            if number is not None:
                self._taken.add((document_id, number))
            return document, number

    def _read(self, document: Document, number: int, folder: Path) -> RecognisedPage:
        """Have a page read in a closed room; what came of it is looked at outside."""
        nothing = RecognisedPage(document.id, document.original_sha256, number)
        out = folder / "out"
        out.mkdir()
        source = self._store.files.path(document.pdf_sha256 or document.original_sha256)
        kinds = {FACTS[kind].media_type: kind for kind in IMAGES}
        kind = kinds.get(document.media_type, Kind.PDF)
        asked = [str(source), kind, str(out), str(number)]
        output = self._sandbox.run(
            python_run(
                "kiosk.documents.recognise",
                [*asked, self._store.config.ocr_languages],
                Run([], readable=(source,), writable=(out,), limits=LIMITS, nice=NICE),
            ),
            seconds=PAGE_SECONDS,
        )
        read = self._look_at(output, number, folder)
        if read is None:
            log.warning("document %s: page %s gave no text", document.id, number)
            return nothing
        made, words = read
        return replace(
            nothing,
            words=words,
            # PostgreSQL keeps no NUL.
            text=made.text.replace("\0", ""),
            confidence=made.confidence,
            is_blank=made.is_blank,
            stamp=made.stamp if made.stamp in STAMPS else "",
            is_own=made.is_own,
            is_layer=made.is_layer,
        )

    def _look_at(
        self, output: bytes | None, number: int, folder: Path
    ) -> tuple[PageRead, NewFile] | None:
        """Return what a child said and its words, if both are what they seem."""
        # Out of the child's reach first.
        path = folder / words_name(number)
        try:
            made = msgspec.json.decode(output or b"", type=PageRead)
            (folder / "out" / words_name(number)).rename(path)
        except (msgspec.DecodeError, OSError):
            return None
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        return made, NewFile(path, self._store.files.measure(path))

    def _keep(self, document: Document, page: RecognisedPage) -> None:
        now = time.monotonic()
        with self._lock:
            is_told = now - self._told_at.get(document.id, 0.0) >= TELL_SECONDS
            if is_told:
                self._told_at[document.id] = now
        with self._store.work(WORKER) as work:
            is_last = keep_recognised(
                work,
                self._store.files,
                self._store.prompt_jobs,
                page=page,
                is_told=is_told,
            )
        if is_last:
            # Its pages can now be compared by their words with another version's.
            self._store.bulk_jobs.enqueue(MAP_JOB, document_id=document.id)
