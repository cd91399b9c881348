"""Watermark server in the worker process, on a Unix socket.

Concurrent requests for the same page share one drawing. The children run in the sandbox
with a priority between rendering for the meeting and OCR.
"""

import contextlib
import logging
import os
import queue
import socket
import subprocess
import threading
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from kiosk.errors import KioskError
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    WorkerStopping,
    python_command,
)
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob
from kiosk.watermarks import queries
from kiosk.watermarks.cache import WatermarkCache
from kiosk.watermarks.client import DRAWN, FOLDER, NAME, UNAVAILABLE
from kiosk.watermarks.rules import FOLDER as CACHE_FOLDER
from kiosk.watermarks.rules import WatermarkRequest

log = logging.getLogger(__name__)

WATERMARK_NICE = 3
WATERMARK_LIMITS = ResourceLimits(
    memory=1_500_000_000, cpu_seconds=600, file_bytes=100_000_000
)
# Requests beyond this are refused; the client retries.
MAX_WAITING = 3000
BACKLOG = 4096
MAX_REQUEST_BYTES = 8192
# Timeout for receiving a request.
RECEIVE_SECONDS = 1.0
# An idle child is ended after this time to free its memory.
CHILD_IDLE_SECONDS = 300.0
MAX_DRAWINGS_PER_CHILD = 20_000
# Interval of the search for withdrawn documents.
SWEEP_SECONDS = 5.0


class WatermarkWorker(WorkerJob):
    """Draws watermarked pages for the server processes of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Listen in the data folder and keep drawn pages below its files."""
        self._store, self._sandbox = store, sandbox
        self._files = store.files.root
        most = store.config.marks_mb * 1_000_000
        self.cache = WatermarkCache(self._files / CACHE_FOLDER, most)
        self._queue: queue.Queue[WatermarkRequest] = queue.Queue(MAX_WAITING)
        self._waiting: dict[str, list[socket.socket]] = {}
        self._lock = threading.Lock()
        self._listener = _listen(store.config.data / FOLDER)

    def start(self, stop: threading.Event) -> None:
        """Start the threads that accept requests and draw."""
        loops = [self._accept_requests, lambda: self._evict_periodically(stop)]
        loops += [self._draw] * self._store.config.worker_processes
        for loop in loops:
            threading.Thread(target=loop, daemon=True).start()

    def _accept_requests(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            try:
                connection.settimeout(RECEIVE_SECONDS)
                request = msgspec.json.decode(_line(connection), type=WatermarkRequest)
            except (OSError, msgspec.DecodeError):
                connection.close()
                continue
            self._enqueue(request, connection)

    def _enqueue(self, request: WatermarkRequest, connection: socket.socket) -> None:
        if (self._files / request.path).exists():
            _answer([connection], DRAWN)
            return
        with self._lock:
            others = self._waiting.get(request.key)
            if others is not None:
                others.append(connection)
                return
            try:
                self._queue.put_nowait(request)
            except queue.Full:
                _answer([connection], UNAVAILABLE)
                return
            self._waiting[request.key] = [connection]

    def _done(self, request: WatermarkRequest, *, size: int) -> None:
        if size:
            self.cache.added(size)
        with self._lock:
            waiting = self._waiting.pop(request.key, [])
        _answer(waiting, DRAWN if size else UNAVAILABLE)

    def _draw(self) -> None:
        """Draw with one child after another until the worker stops."""
        while True:
            request = self._queue.get()
            try:
                with self._child() as child:
                    self._draw_with(child, request)
            except WorkerStopping:
                return
            except OSError as error:
                log.warning("a child that draws ended: %s", error)
                self._done(request, size=0)

    def _child(self) -> AbstractContextManager[subprocess.Popen[bytes]]:
        run = SandboxCommand(
            [],
            readable=(self._files,),
            writable=(self.cache.root,),
            limits=WATERMARK_LIMITS,
            nice=WATERMARK_NICE,
        )
        return self._sandbox.start(
            python_command("kiosk.watermarks.draw_child", [str(self._files)], run)
        )

    def _draw_with(
        self, child: subprocess.Popen[bytes], request: WatermarkRequest
    ) -> None:
        """Draw this and following requests until the child ends or is idle."""
        assert child.stdin
        assert child.stdout
        for _ in range(MAX_DRAWINGS_PER_CHILD):
            size = 0
            try:
                child.stdin.write(msgspec.json.encode(request) + b"\n")
                child.stdin.flush()
                reply = child.stdout.readline()
                size = int(reply or 0)
            finally:
                self._done(request, size=size)
            if not reply:
                self._sandbox.raise_if_stopping()
                log.warning("a child that draws marked pages has ended")
                return
            try:
                request = self._queue.get(timeout=CHILD_IDLE_SECONDS)
            except queue.Empty:
                return

    def _evict_periodically(self, stop: threading.Event) -> None:
        """Periodically evict the pages of withdrawn documents."""
        while not stop.wait(SWEEP_SECONDS):
            self.evict_withdrawn()

    def evict_withdrawn(self) -> None:
        """Delete pages of documents that are withdrawn, deleted or no longer marked."""
        if self.cache.is_empty():
            return
        try:
            with self._store.read_session() as session:
                documents = queries.watermarked_documents(session)
        except KioskError:
            return  # the database is away, and is asked again
        self.cache.keep_only(documents)


def _listen(folder: Path) -> socket.socket:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Left by an earlier worker; only one serves the data folder.
    (folder / NAME).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    # A socket path has at most 108 bytes: bind below /proc/self/fd.
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        listener.bind(f"/proc/self/fd/{here}/{NAME}")
    finally:
        os.close(here)
    (folder / NAME).chmod(0o600)
    listener.listen(BACKLOG)
    return listener


def _line(connection: socket.socket) -> bytes:
    line = b""
    while not line.endswith(b"\n") and len(line) < MAX_REQUEST_BYTES:
        chunk = connection.recv(MAX_REQUEST_BYTES)
        if not chunk:
            break
        line += chunk
    return line


def _answer(connections: list[socket.socket], answer: bytes) -> None:
    for connection in connections:
        # A client that gave up finds the page when it retries.
        with contextlib.suppress(OSError), connection:
            connection.sendall(answer)
