"""Read PDFs that were brought from outside, in the sandbox; for jobs of the worker."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from kiosk.official_papers.pdf_text import PdfText
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    python_command,
)
from kiosk.storage.store import Store

READ_LIMITS = ResourceLimits(
    memory=1_500_000_000, cpu_seconds=60, file_bytes=100_000_000
)
READ_SECONDS = 60.0


def read_pdf_texts(
    store: Store, sandbox: Sandbox, paths: Sequence[Path]
) -> list[PdfText] | None:
    """Return pages and words of each file; None: reading failed.

    A file that does not open as PDF has no page.

    :raises WorkerStopping: the worker is stopping.
    """
    scratch = store.files.scratch
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        made = Path(name) / "texts.json"
        run = SandboxCommand(
            [],
            readable=tuple(paths),
            writable=(Path(name),),
            limits=READ_LIMITS,
            nice=5,
        )
        words = [str(made), *map(str, paths)]
        command = python_command("kiosk.official_papers.pdf_child", words, run)
        done = sandbox.run(command, seconds=READ_SECONDS)
        if done is None or made.is_symlink() or not made.is_file():
            return None
        return msgspec.json.decode(made.read_bytes(), type=list[PdfText])
