"""The worker's side: takes wishes by a socket, has children draw, answers all who wait.

Two who request for the same page get one drawing. The children are exec'd and jailed like
those that render, above the reading of scans in rank and below the meeting itself.
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
# Who comes when so many wait is asked to come again.
MAX_WAITING = 3000
BACKLOG = 4096
MAX_REQUEST_BYTES = 8192
# A server process says what it wants at once.
RECEIVE_SECONDS = 1.0
# A child that nobody needed for so long gives its memory back.
CHILD_IDLE_SECONDS = 300.0
MAX_DRAWINGS_PER_CHILD = 20_000
# How often it is looked for papers that were taken back.
SWEEP_SECONDS = 5.0


class WatermarkWorker:
    """Draws marked pages for the servers of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Listen in the data folder and keep what is drawn below its files."""
        self._store, self._sandbox = store, sandbox
        self._files = store.files.root
        most = store.config.marks_mb * 1_000_000
        self.shelf = WatermarkCache(self._files / CACHE_FOLDER, most)
        self._queue: queue.Queue[WatermarkRequest] = queue.Queue(MAX_WAITING)
        self._waiting: dict[str, list[socket.socket]] = {}
        self._lock = threading.Lock()
        self._listener = _listen(store.config.data / FOLDER)

    def start(self, stop: threading.Event) -> None:
        """Begin to listen and to draw."""
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
            self.shelf.added(size)
        with self._lock:
            waiting = self._waiting.pop(request.key, [])
        _answer(waiting, DRAWN if size else UNAVAILABLE)

    def _draw(self) -> None:
        """Draw, with one child after another, until the worker stops."""
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
            writable=(self.shelf.root,),
            limits=WATERMARK_LIMITS,
            nice=WATERMARK_NICE,
        )
        return self._sandbox.start(
            python_command("kiosk.watermarks.draw_child", [str(self._files)], run)
        )

    def _draw_with(
        self, child: subprocess.Popen[bytes], request: WatermarkRequest
    ) -> None:
        """Draw this and what comes after it; end with the child, or when idle."""
        assert child.stdin
        assert child.stdout
        for _ in range(MAX_DRAWINGS_PER_CHILD):
            size = 0
            try:
                child.stdin.write(msgspec.json.encode(request) + b"\n")
                child.stdin.flush()
                said = child.stdout.readline()
                size = int(said or 0)
            finally:
                self._done(request, size=size)
            if not said:
                self._sandbox.raise_if_stopping()
                log.warning("a child that draws marked pages has ended")
                return
            try:
                request = self._queue.get(timeout=CHILD_IDLE_SECONDS)
            except queue.Empty:
                return

    def _evict_periodically(self, stop: threading.Event) -> None:
        """Forget, again and again, the pages of papers that were taken back."""
        while not stop.wait(SWEEP_SECONDS):
            self.evict_withdrawn()

    def evict_withdrawn(self) -> None:
        """Forget the pages of papers that are withdrawn, deleted or marked no more."""
        if self.shelf.is_empty():
            return
        try:
            with self._store.read_session() as session:
                wanted = queries.watermarked_documents(session)
        except KioskError:
            return  # the database is away, and is asked again
        self.shelf.keep_only(wanted)


def _listen(folder: Path) -> socket.socket:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # What an earlier worker left; only one has the data folder.
    (folder / NAME).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    # A socket's path may have 108 bytes at most, a data folder's any number.
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
        piece = connection.recv(MAX_REQUEST_BYTES)
        if not piece:
            break
        line += piece
    return line


def _answer(connections: list[socket.socket], answer: bytes) -> None:
    for connection in connections:
        # Who has stopped waiting finds the page when he asks again.
        with contextlib.suppress(OSError), connection:
            connection.sendall(answer)
