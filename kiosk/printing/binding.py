"""How the worker has a book bound: by a jailed child that is given a plan."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.documents.sandbox import Limits, Run, Sandbox, python_run
from kiosk.storage.files import FileStore

NICE = 10
LIMITS = Limits(memory=3_000_000_000, cpu_seconds=900, file_bytes=2_000_000_000)
LONGEST_SECONDS = 900.0


@dataclass(frozen=True)
class Book:
    """What is bound: by which module, after which plan, and where it will lie."""

    module: str
    plan: bytes
    path: Path


def bind_book(
    sandbox: Sandbox, files: FileStore, book: Book, tell: Callable[[int, int], None]
) -> None:
    """Have a book bound; `tell` is told how many pages of how many are done.

    :raises ValueError: the child failed, or took too long.
    :raises Stopped: the worker is stopping.
    """
    files.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=files.scratch) as name:
        folder = Path(name)
        (folder / "plan.json").write_bytes(book.plan)
        (folder / "out").mkdir()
        made = folder / "out" / "book.pdf"
        run = Run(
            [], readable=(files.root,), writable=(folder,), limits=LIMITS, nice=NICE
        )
        command = [str(files.root), str(folder / "plan.json"), str(made)]
        deadline = time.monotonic() + LONGEST_SECONDS
        with sandbox.start(python_run(book.module, command, run)) as child:
            for line in child.stdout or ():
                done, total = (int(word) for word in line.split())
                tell(done, total)
                if time.monotonic() > deadline:
                    raise ValueError("it took too long")
            sandbox.check()
            if child.wait() != 0 or made.is_symlink() or not made.is_file():
                raise ValueError("the child that binds has failed")
        made.rename(book.path)
