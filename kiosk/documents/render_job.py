"""One stretch of rendering: a child in the sandbox, fed with page numbers."""

import logging
import stat
import time
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from kiosk.documents.actions.pages import NewFile, NewImage, NewPage, add_pages
from kiosk.documents.child import NO_PAGE, PageMade, image_name, words_name
from kiosk.documents.placeholder import make_placeholder
from kiosk.documents.rendering import (
    ASKED_AHEAD,
    PAGE_SECONDS,
    ChildGone,
    PageChild,
    Rendering,
)
from kiosk.documents.rules import WIDTHS, PageFault
from kiosk.documents.sandbox import Limits, Run, Sandbox, python_run
from kiosk.errors import N_, Invalid
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# Pages go into the database in batches of this many seconds.
BATCH_SECONDS = 0.3
# When other papers wait, one gives way after so many seconds.
TURN_SECONDS = 6.0
# A child is renewed after so many pages, for the sake of its memory.
PAGES_A_CHILD = 150
# Rendering must not slow the meeting itself, nor another paper's first page.
BULK_NICE = 10
LIMITS = Limits(memory=1_500_000_000, cpu_seconds=600, file_bytes=100_000_000)


class RenderJob:
    """Renders pages of one document with one child, for a while."""

    def __init__(
        self, store: Store, sandbox: Sandbox, rendering: Rendering, folder: Path
    ) -> None:
        """Work in `folder`, which is ours alone."""
        self._store = store
        self._sandbox = sandbox
        self._rendering = rendering
        # The child writes into one folder; what is looked at lies in the other.
        self._out, self._kept = folder / "out", folder / "kept"
        self._out.mkdir()
        self._kept.mkdir()
        self._made: list[NewPage] = []
        self._flushed_at = 0.0
        self._is_wanted = True

    def run(self, number: int) -> None:
        """Render one page now, before all others.

        :raises Stopped: the worker is stopping.
        :raises Invalid: the file as a whole cannot be rendered.
        """
        self._render(iter([number]), nice=0)

    def run_a_turn(self) -> bool:
        """Render for a while; return True if there are pages for another turn.

        :raises Stopped: the worker is stopping.
        :raises Invalid: the file as a whole cannot be rendered.
        """
        self._render(self._turn(), nice=BULK_NICE)
        return self._is_wanted and self._rendering.left() > 0

    def _render(self, numbers: Iterator[int], nice: int) -> None:
        rendering = self._rendering
        run = python_run(
            "kiosk.documents.render",
            [
                *(str(rendering.source), rendering.kind, str(self._out)),
                str(ceil(PAGE_SECONDS * self._store.config.cpu_scale)),
            ],
            Run(
                [],
                readable=(rendering.source,),
                writable=(self._out,),
                limits=LIMITS,
                nice=nice,
            ),
        )
        with self._sandbox.start(run) as process:
            child = PageChild(process)
            try:
                self._feed(child, numbers)
                child.leave()
            except ChildGone:
                self._sandbox.check()
                self._mourn(child)
        self._flush()

    def _turn(self) -> Iterator[int]:
        """Take pages until all are taken, or it is another paper's turn."""
        began = time.monotonic()
        for _ in range(PAGES_A_CHILD):
            if (
                time.monotonic() - began > TURN_SECONDS
                and self._store.bulk_jobs.waiting() > 0
            ):
                return
            number = self._rendering.take()
            if number is None:
                return
            yield number

    def _feed(self, child: PageChild, numbers: Iterator[int]) -> None:
        while self._is_wanted:
            while len(child.asked) < ASKED_AHEAD:
                number = next(numbers, None)
                if number is None:
                    break
                child.ask(number)
            if not child.asked:
                return
            made = child.hear(BATCH_SECONDS)
            if made is not None:
                self._collect(made)
            if time.monotonic() - self._flushed_at >= BATCH_SECONDS:
                self._flush()

    def _mourn(self, child: PageChild) -> None:
        """Blame the first unanswered page; the others go back on the list."""
        if not child.asked:
            return
        blamed, *others = child.asked
        self._rendering.give_back(others)
        log.warning(
            "document %s: page %s ended its child", self._rendering.document_id, blamed
        )
        if self._rendering.failed(blamed):
            self._collect(PageMade(blamed, failure="the child ended"))
        else:
            self._rendering.give_back([blamed])

    def _collect(self, made: PageMade) -> None:
        if made.number == NO_PAGE:
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
                must_recognise=made.must_recognise,
                dpi=made.dpi,
                stamp=made.stamp,
                label=made.label,
                links=tuple(made.links),
                fault=fault,
            )
        )

    def _own(self, folder: Path, name: str) -> NewFile:
        """Take a file out of the child's reach, then look at it."""
        path = self._kept / name
        (folder / name).rename(path)
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Invalid(
                N_("Không vẽ được trang nào của tệp này. Xin in lại thành PDF."),
                code="unreadable",
            )
        return NewFile(path, self._store.files.measure(path))

    def _flush(self) -> None:
        """Keep what was made since the last time, in one short change."""
        self._flushed_at = time.monotonic()
        if not self._made:
            return
        pages, self._made = self._made, []
        with self._store.work("worker") as work:
            self._is_wanted = add_pages(
                work,
                self._store.files,
                document_id=self._rendering.document_id,
                original_sha256=self._rendering.original_sha256,
                pages=pages,
                recognises=self._store.config.ocr,
            )
