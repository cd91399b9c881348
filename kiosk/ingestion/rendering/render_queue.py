"""The pages of a document still to render, and the pipe to a render child.

Several threads may render one document, each with its own child. They share one queue,
so that all end together and pages arrive nearly in order.
"""

import contextlib
import os
import select
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kiosk.ingestion.child_protocol import RenderedPage

# Limit per page in wall-clock seconds, and in CPU seconds (`Config.cpu_scale`).
RENDER_PAGE_SECONDS = 20.0
# Attempts per page before a placeholder replaces it.
MAX_ATTEMPTS = 2
# Requests sent ahead, so that the child never idles.
PREFETCHED_PAGES = 2
PIPE_READ_BYTES = 1 << 16
EXIT_SECONDS = 1.0


class ChildExited(Exception):  # noqa: N818
    """The child crashed, or a page took too long."""


@dataclass
class RenderQueue:
    """The pages still to render of one document."""

    document_id: int
    # Distinguishes the document from a later one with a reused id.
    original_sha256: str
    source: Path
    kind: str
    page_count: int
    _waiting: deque[int] = field(default_factory=deque)
    _failures: dict[int, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fill(self, done: Iterable[int]) -> None:
        """Queue every page that is not `done`."""
        numbers = set(range(1, self.page_count + 1)) - set(done)
        self._waiting = deque(sorted(numbers))

    def left(self) -> int:
        """Return the number of pages not taken yet."""
        return len(self._waiting)

    def take(self) -> int | None:
        """Take the next page number; None if none is left."""
        with self._lock:
            return self._waiting.popleft() if self._waiting else None

    def put_back(self, numbers: Iterable[int]) -> None:
        """Put pages back at the front of the queue."""
        with self._lock:
            self._waiting.extendleft(sorted(numbers, reverse=True))

    def record_failure(self, number: int) -> bool:
        """Count a failure; return True once the page must be given up."""
        with self._lock:
            self._failures[number] = self._failures.get(number, 0) + 1
            return self._failures[number] >= MAX_ATTEMPTS


class RenderChild:
    """The worker's end of the pipes to one render child."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Communicate with `process`, which must have pipes."""
        if process.stdin is None or process.stdout is None:
            raise ValueError("a page child needs pipes")
        self._process = process
        self._in, self._out = process.stdin, process.stdout
        self._buffer = b""
        self.requested: deque[int] = deque()
        self._requested_at = time.monotonic()

    def request(self, number: int) -> None:
        """Request a page; the child renders in order of requests.

        :raises ChildExited: the child has ended.
        """
        if not self.requested:
            self._requested_at = time.monotonic()
        self.requested.append(number)
        try:
            self._in.write(b"%d\n" % number)
            self._in.flush()
        except BrokenPipeError as error:
            raise ChildExited from error

    def receive(self, wait_seconds: float) -> RenderedPage | None:
        """Return the next rendered page, or None if none arrives in time.

        :raises ChildExited: the child ended, or the page took too long.
        """
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([self._out], [], [], wait_seconds)
            if not ready:
                if time.monotonic() - self._requested_at > RENDER_PAGE_SECONDS:
                    raise ChildExited
                return None
            data = os.read(self._out.fileno(), PIPE_READ_BYTES)
            if not data:
                raise ChildExited
            self._buffer += data
        line, self._buffer = self._buffer.split(b"\n", 1)
        made = msgspec.json.decode(line, type=RenderedPage)
        self._requested_at = time.monotonic()
        if self.requested and made.number == self.requested[0]:
            self.requested.popleft()
        return made

    def close(self) -> None:
        """Close the child's input and wait for its exit."""
        with contextlib.suppress(BrokenPipeError, subprocess.TimeoutExpired):
            self._in.close()
            self._process.wait(EXIT_SECONDS)
