"""Has a child in a closed room make a file for a shelf, and says how far it is."""

import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.documents.sandbox import Limits, Run, Sandbox, python_run
from kiosk.printing.places import Shelf
from kiosk.printing.rules import Printout, PrintState
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

LIMITS = Limits(memory=3_000_000_000, cpu_seconds=900, file_bytes=2_000_000_000)
LONGEST_SECONDS = 900.0


class _Withdrawn(Exception):  # noqa: N818
    """Nobody wants the file any more."""


@dataclass(frozen=True)
class Wanted:
    """A file to make: for which number, by which module, of which plan."""

    number: int
    module: str
    plan: msgspec.Struct
    signature: str


# Hears how many parts of how many are done.
Told = Callable[[int, int], None]


class Maker:
    """Makes the files of one shelf."""

    def __init__(self, store: Store, sandbox: Sandbox, shelf: Shelf, nice: int) -> None:
        """Work below the files of `store`, as politely as `nice` says."""
        self._store, self._sandbox, self._nice = store, sandbox, nice
        self._shelf = shelf

    def make(self, wanted: Wanted) -> None:
        """Make a file and lay it on the shelf.

        :raises Stopped: the worker ends; the shelf says that it is unfinished.
        """
        if self._shelf.is_stopped(wanted.number):
            return
        running = Printout(PrintState.RUNNING, wanted.signature)
        self._shelf.write(wanted.number, running)
        try:
            last = self._bind(wanted, running)
        except _Withdrawn:
            self._shelf.stop(wanted.number)
            return
        except (OSError, ValueError) as error:
            log.warning("%s of %d failed: %s", wanted.module, wanted.number, error)
            last = msgspec.structs.replace(running, state=PrintState.FAILED)
        self._shelf.write(wanted.number, last)

    def _bind(self, wanted: Wanted, running: Printout) -> Printout:
        self._store.files.scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._store.files.scratch) as name:
            folder = Path(name)
            said = self.make_in(folder, wanted, running)
            if not self._shelf.lay(wanted.number, folder / "out" / "made.pdf"):
                raise _Withdrawn
            return msgspec.structs.replace(said, state=PrintState.READY)

    def make_in(
        self,
        folder: Path,
        wanted: Wanted,
        running: Printout,
        told: Told | None = None,
    ) -> Printout:
        """Make `out/made.pdf` in a folder; return what was said of it last.

        :raises ValueError: it could not be made.
        """
        (folder / "plan.json").write_bytes(msgspec.json.encode(wanted.plan))
        (folder / "out").mkdir()
        made = folder / "out" / "made.pdf"
        files = self._store.files.root
        command = [str(files), str(folder / "plan.json"), str(made)]
        limits = Run([], (files,), (folder,), limits=LIMITS, nice=self._nice)
        deadline, said = time.monotonic() + LONGEST_SECONDS, running
        with self._sandbox.start(python_run(wanted.module, command, limits)) as child:
            for line in child.stdout or ():
                done, total = (int(word) for word in line.split())
                said = msgspec.structs.replace(running, done=done, total=total)
                self._say(wanted.number, said)
                if told is not None:
                    told(done, total)
                if time.monotonic() > deadline:
                    raise ValueError("it took too long")
            self._sandbox.check()
            if child.wait() != 0 or made.is_symlink() or not made.is_file():
                raise ValueError("the child that makes it has failed")
        return said

    def _say(self, number: int, said: Printout) -> None:
        if self._shelf.is_stopped(number):
            raise _Withdrawn
        self._shelf.write(number, said)
