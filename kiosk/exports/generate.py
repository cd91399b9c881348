"""Make the files of an export in a sandboxed process."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.errors import Conflict
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.processes.sandbox import Sandbox, SandboxCommand, python_command
from kiosk.storage.store import Store


@dataclass(frozen=True)
class MadeExport:
    """Finished files by suffix, in a temporary folder."""

    plan: ExportPlan
    files: dict[str, Path]
    total: int


@contextmanager
def make_files(
    store: Store,
    sandbox: Sandbox,
    kind: ExportKind,
    plan: ExportPlan,
    on_progress: ProgressCallback,
) -> Iterator[MadeExport]:
    """Yield the finished files of a plan; they are removed afterwards.

    :raises Conflict: the child refused, for a reason in `kind.refusals`.
    :raises ValueError: the child failed.
    :raises WorkerStopping: the worker is stopping.
    """
    store.files.scratch.mkdir(parents=True, exist_ok=True)
    # The folder is private (0700) and removed with everything in it.
    with tempfile.TemporaryDirectory(dir=store.files.scratch) as name:
        written, out = Path(name) / "plan.json", Path(name) / "out"
        written.write_bytes(msgspec.json.encode(plan.content))
        out.mkdir()
        total = _run_child(sandbox, kind, plan, (written, out), on_progress)
        files = {suffix: out / f"made.{suffix}" for suffix in plan.suffixes}
        if any(path.is_symlink() or not path.is_file() for path in files.values()):
            raise ValueError("the child has left no file")
        plan.finish()
        yield MadeExport(plan, files, total)


def _run_child(
    sandbox: Sandbox,
    kind: ExportKind,
    plan: ExportPlan,
    paths: tuple[Path, Path],
    on_progress: ProgressCallback,
) -> int:
    written, out = paths
    run = SandboxCommand(
        [], (written, *plan.readable), (out,), limits=kind.limits, nice=kind.nice
    )
    words = [str(path) for path in (written, out, *plan.readable)]
    deadline, total = time.monotonic() + kind.timeout_seconds, plan.total
    with sandbox.start(python_command(kind.module, words, run)) as child:
        on_progress(0, total)
        for line in child.stdout or ():
            done, total = map(int, line.split())
            on_progress(done, total)
            if time.monotonic() > deadline:
                raise ValueError("it took too long")
        sandbox.raise_if_stopping()
        status = child.wait()
    if status in kind.refusals:
        raise Conflict(kind.refusals[status])
    if status != 0:
        raise ValueError(f"the child {kind.module} has failed")
    return total
