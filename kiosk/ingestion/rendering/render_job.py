"""Render a part of a document's pages with one child."""

import logging
import stat
import time
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from kiosk.documents.rules import WIDTHS, PageFault
from kiosk.errors import N_, Invalid
from kiosk.ingestion import WORKER
from kiosk.ingestion.actions import NewFile, NewImage, NewPage, add_pages
from kiosk.ingestion.child_protocol import (
    WHOLE_FILE,
    RenderedPage,
    image_name,
    words_name,
)
from kiosk.ingestion.rendering.placeholder_page import make_placeholder
from kiosk.ingestion.rendering.render_queue import (
    PREFETCHED_PAGES,
    RENDER_PAGE_SECONDS,
    ChildExited,
    RenderChild,
    RenderQueue,
)
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    python_command,
)
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# Interval of database writes in seconds.
BATCH_SECONDS = 0.3
# A document yields to waiting ones after this time.
TIME_SLICE_SECONDS = 6.0
# Limits the memory growth of a child.
MAX_PAGES_PER_CHILD = 150
# Rendering must not slow down the meeting or another document's first page.
BULK_NICE = 10
RENDER_LIMITS = ResourceLimits(
    memory=1_500_000_000, cpu_seconds=600, file_bytes=100_000_000
)


class RenderJob:
    """Renders pages of one document with one child."""

    def __init__(
        self, store: Store, sandbox: Sandbox, rendering: RenderQueue, folder: Path
    ) -> None:
        """Use `folder` exclusively."""
        self._store = store
        self._sandbox = sandbox
        self._rendering = rendering
        # The child writes to `out`; files are moved to `kept` before they are checked.
        self._out, self._kept = folder / "out", folder / "kept"
        self._out.mkdir()
        self._kept.mkdir()
        self._made: list[NewPage] = []
        self._flushed_at = 0.0
        self._is_wanted = True

    def run(self, number: int) -> None:
        """Render one page at normal priority.

        :raises WorkerStopping: the worker is stopping.
        :raises Invalid: the file as a whole cannot be rendered.
        """
        self._render(iter([number]), nice=0)

    def run_time_slice(self) -> bool:
        """Render for one time slice; return True if pages are left.

        :raises WorkerStopping: the worker is stopping.
        :raises Invalid: the file as a whole cannot be rendered.
        """
        self._render(self._turn(), nice=BULK_NICE)
        return self._is_wanted and self._rendering.left() > 0

    def _render(self, numbers: Iterator[int], nice: int) -> None:
        rendering = self._rendering
        run = python_command(
            "kiosk.ingestion.rendering.render_child",
            [
                *(str(rendering.source), rendering.kind, str(self._out)),
                str(ceil(RENDER_PAGE_SECONDS * self._store.config.cpu_scale)),
            ],
            SandboxCommand(
                [],
                readable=(rendering.source,),
                writable=(self._out,),
                limits=RENDER_LIMITS,
                nice=nice,
            ),
        )
        with self._sandbox.start(run) as process:
            child = RenderChild(process)
            try:
                self._feed(child, numbers)
                child.close()
            except ChildExited:
                self._sandbox.raise_if_stopping()
                self._on_child_exit(child)
        self._flush()

    def _turn(self) -> Iterator[int]:
        """Take pages until none are left or the time slice is over."""
        began = time.monotonic()
        for _ in range(MAX_PAGES_PER_CHILD):
            if (
                time.monotonic() - began > TIME_SLICE_SECONDS
                and self._store.bulk_jobs.waiting() > 0
            ):
                return
            number = self._rendering.take()
            if number is None:
                return
            yield number

    def _feed(self, child: RenderChild, numbers: Iterator[int]) -> None:
        while self._is_wanted:
            while len(child.requested) < PREFETCHED_PAGES:
                number = next(numbers, None)
                if number is None:
                    break
                child.request(number)
            if not child.requested:
                return
            made = child.receive(BATCH_SECONDS)
            if made is not None:
                self._collect(made)
            if time.monotonic() - self._flushed_at >= BATCH_SECONDS:
                self._flush()

    def _on_child_exit(self, child: RenderChild) -> None:
        """After a child crash, fail its current page and requeue the rest."""
        if not child.requested:
            return
        blamed, *others = child.requested
        self._rendering.put_back(others)
        log.warning(
            "document %s: page %s ended its child", self._rendering.document_id, blamed
        )
        if self._rendering.record_failure(blamed):
            self._collect(RenderedPage(blamed, failure="the child ended"))
        else:
            self._rendering.put_back([blamed])

    def _collect(self, made: RenderedPage) -> None:
        if made.number == WHOLE_FILE:
            raise Invalid(
                N_("Không vẽ được trang nào của tệp này. Xin in lại thành PDF."),
                code="unreadable",
            )
        folder, fault = self._out, PageFault.NONE
        if made.has_lost_letters:
            fault = PageFault.LOST_LETTERS
        if made.failure:
            fault = PageFault.NOT_DRAWN
            log.warning(
                "document %s: page %s cannot be read (%s)",
                self._rendering.document_id,
                made.number,
                made.failure,
            )
            folder = self._kept
            made = make_placeholder(made.number, folder)
        self._made.append(
            NewPage(
                number=made.number,
                width=made.width,
                height=made.height,
                images=tuple(
                    NewImage(
                        width, height, self._own(folder, image_name(made.number, width))
                    )
                    for width, height in made.images
                    if width in WIDTHS
                ),
                words=self._own(folder, words_name(made.number)),
                text=made.text,
                needs_ocr=made.needs_ocr,
                dpi=made.dpi,
                stamp=made.stamp,
                label=made.label,
                links=tuple(made.links),
                fault=fault,
            )
        )

    def _own(self, folder: Path, name: str) -> NewFile:
        """Move a file out of the child's reach, then check it."""
        path = self._kept / name
        (folder / name).rename(path)
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Invalid(
                N_("Không vẽ được trang nào của tệp này. Xin in lại thành PDF."),
                code="unreadable",
            )
        return NewFile(path, self._store.files.hash_file(path))

    def _flush(self) -> None:
        """Store the pages rendered since the last call."""
        self._flushed_at = time.monotonic()
        if not self._made:
            return
        pages, self._made = self._made, []
        with self._store.unit_of_work(WORKER) as work:
            self._is_wanted = add_pages(
                work,
                self._store.files,
                document_id=self._rendering.document_id,
                original_sha256=self._rendering.original_sha256,
                pages=pages,
                recognises=self._store.config.ocr,
            )
