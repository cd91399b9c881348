"""What a subject provides for its exports."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk.exports.rules import Export
from kiosk.meetings.models import Meeting
from kiosk.processes.sandbox import ResourceLimits, Sandbox
from kiosk.storage.jobs import Jobs
from kiosk.storage.store import Store

EXPORT_LIMITS = ResourceLimits(
    memory=3_000_000_000, cpu_seconds=900, file_bytes=2_000_000_000
)
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "zip": "application/zip",
    "csv": "text/csv",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# Receives parts done and total; raises if the export was cancelled.
ProgressCallback = Callable[[int, int], None]


@dataclass(frozen=True)
class ExportPlan:
    """What the child process makes: `made.<suffix>` for each suffix."""

    content: msgspec.Struct
    signature: str = ""
    total: int = 0
    left_out: int = 0
    suffixes: tuple[str, ...] = ("pdf",)
    # Files and folders the child may read; passed to it after plan and output folder.
    readable: tuple[Path, ...] = ()
    # Called when the files are made, before they are offered.
    finish: Callable[[], None] = lambda: None
    # Called in every case when the plan is not needed any more.
    discard: Callable[[], None] = lambda: None


# Returns None if the export is not wanted any more; a `KioskError` is shown to the
# requester.
Planner = Callable[[Store, Export, ProgressCallback], ExportPlan | None]
# Makes, in the sandbox, what the plan is then made of.
Preparer = Callable[[Store, Sandbox, Export, ProgressCallback], None]


def is_meeting_there(session: Session, export: Export) -> bool:
    """Return whether the meeting of the export exists."""
    return session.get(Meeting, export.owner) is not None


@dataclass(frozen=True, kw_only=True)
class ExportKind:
    """A kind of export: its content, limits, lifetime and sentences."""

    name: str
    # The module that runs in the sandbox, see `exports/child.py`.
    module: str
    plan: Planner
    prepare: Preparer = lambda _store, _sandbox, _export, _progress: None
    # Sentences if it is being made already, and if there is none.
    running: str
    missing: str
    # Checked every minute; unwanted exports are removed.
    is_wanted: Callable[[Session, Export], bool] = is_meeting_there
    limits: ResourceLimits = EXPORT_LIMITS
    timeout_seconds: float = 900.0
    # Not started after so long: presented as failed, but still made.
    waiting_seconds: float = 300.0
    kept_for: dt.timedelta | None = None
    # Sentences by exit status of the child.
    refusals: Mapping[int, str] = field(default_factory=dict)
    priority: int = 20
    nice: int = 10
    # Queued with OCR instead of rendering.
    is_background: bool = False

    def jobs(self, store: Store) -> Jobs:
        """Return its queue."""
        return store.text_jobs if self.is_background else store.bulk_jobs
