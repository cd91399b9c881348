"""The worker's side: takes wishes by a socket, has children draw, answers all who wait.

Two who wish for the same page get one drawing. The children are exec'd and jailed like
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

from kiosk.documents.marking import queries
from kiosk.documents.marking.asking import DRAWN, FOLDER, NAME, NOT_NOW
from kiosk.documents.marking.rules import FOLDER as SHELF
from kiosk.documents.marking.rules import Wish
from kiosk.documents.marking.shelf import Shelf
from kiosk.documents.sandbox import Limits, Run, Sandbox, Stopped, python_run
from kiosk.errors import KioskError
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

NICE = 3
LIMITS = Limits(memory=1_500_000_000, cpu_seconds=600, file_bytes=100_000_000)
# Who comes when so many wait is asked to come again.
MOST_WAITING = 3000
BACKLOG = 4096
LONGEST_WISH = 8192
# A server process says what it wants at once.
HEARING_SECONDS = 1.0
# A child that nobody needed for so long gives its memory back.
IDLE_SECONDS = 300.0
PAGES_A_CHILD = 20_000
# How often it is looked for papers that were taken back.
SWEEP_SECONDS = 5.0


class Artist:
    """Draws marked pages for the servers of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Listen in the data folder and keep what is drawn below its files."""
        self._store, self._sandbox = store, sandbox
        self._files = store.files.root
        most = store.config.marks_mb * 1_000_000
        self.shelf = Shelf(self._files / SHELF, most)
        self._wishes: queue.Queue[Wish] = queue.Queue(MOST_WAITING)
        self._waiting: dict[str, list[socket.socket]] = {}
        self._lock = threading.Lock()
        self._ear = _listen(store.config.data / FOLDER)

    def start(self, stop: threading.Event) -> None:
        """Begin to listen and to draw."""
        loops = [self._hear, lambda: self._sweep(stop)]
        loops += [self._draw] * self._store.config.worker_processes
        for loop in loops:
            threading.Thread(target=loop, daemon=True).start()

    def _hear(self) -> None:
        while True:
            wire, _ = self._ear.accept()
            try:
                wire.settimeout(HEARING_SECONDS)
                wish = msgspec.json.decode(_line(wire), type=Wish)
            except (OSError, msgspec.DecodeError):
                wire.close()
                continue
            self._take(wish, wire)

    def _take(self, wish: Wish, wire: socket.socket) -> None:
        if (self._files / wish.place).exists():
            _answer([wire], DRAWN)
            return
        with self._lock:
            others = self._waiting.get(wish.key)
            if others is not None:
                others.append(wire)
                return
            try:
                self._wishes.put_nowait(wish)
            except queue.Full:
                _answer([wire], NOT_NOW)
                return
            self._waiting[wish.key] = [wire]

    def _done(self, wish: Wish, *, size: int) -> None:
        if size:
            self.shelf.added(size)
        with self._lock:
            waiting = self._waiting.pop(wish.key, [])
        _answer(waiting, DRAWN if size else NOT_NOW)

    def _draw(self) -> None:
        """Draw, with one child after another, until the worker stops."""
        while True:
            wish = self._wishes.get()
            try:
                with self._child() as child:
                    self._draw_with(child, wish)
            except Stopped:
                return
            except OSError as error:
                log.warning("a child that draws ended: %s", error)
                self._done(wish, size=0)

    def _child(self) -> AbstractContextManager[subprocess.Popen[bytes]]:
        run = Run(
            [],
            readable=(self._files,),
            writable=(self.shelf.root,),
            limits=LIMITS,
            nice=NICE,
        )
        return self._sandbox.start(
            python_run("kiosk.documents.marking.draw", [str(self._files)], run)
        )

    def _draw_with(self, child: subprocess.Popen[bytes], wish: Wish) -> None:
        """Draw this and what comes after it; end with the child, or when idle."""
        assert child.stdin
        assert child.stdout
        for _ in range(PAGES_A_CHILD):
            size = 0
            try:
                child.stdin.write(msgspec.json.encode(wish) + b"\n")
                child.stdin.flush()
                said = child.stdout.readline()
                size = int(said or 0)
            finally:
                self._done(wish, size=size)
            if not said:
                self._sandbox.check()
                log.warning("a child that draws marked pages has ended")
                return
            try:
                wish = self._wishes.get(timeout=IDLE_SECONDS)
            except queue.Empty:
                return

    def _sweep(self, stop: threading.Event) -> None:
        """Forget, again and again, the pages of papers that were taken back."""
        while not stop.wait(SWEEP_SECONDS):
            self.sweep()

    def sweep(self) -> None:
        """Forget the pages of papers that are withdrawn, deleted or marked no more."""
        if self.shelf.is_empty():
            return
        try:
            with self._store.reading() as session:
                wanted = queries.marked_papers(session)
        except KioskError:
            return  # the database is away, and is asked again
        self.shelf.keep_only(wanted)


def _listen(folder: Path) -> socket.socket:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # What an earlier worker left; only one has the data folder.
    (folder / NAME).unlink(missing_ok=True)
    ear = socket.socket(socket.AF_UNIX)
    # A socket's path may have 108 bytes at most, a data folder's any number.
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        ear.bind(f"/proc/self/fd/{here}/{NAME}")
    finally:
        os.close(here)
    (folder / NAME).chmod(0o600)
    ear.listen(BACKLOG)
    return ear


def _line(wire: socket.socket) -> bytes:
    line = b""
    while not line.endswith(b"\n") and len(line) < LONGEST_WISH:
        piece = wire.recv(LONGEST_WISH)
        if not piece:
            break
        line += piece
    return line


def _answer(wires: list[socket.socket], answer: bytes) -> None:
    for wire in wires:
        # Who has stopped waiting finds the page when he asks again.
        with contextlib.suppress(OSError), wire:
            wire.sendall(answer)
