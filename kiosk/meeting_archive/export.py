"""The export of a meeting's archive; the key is the meeting."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from kiosk.archive_files.archive_part import archivable_documents
from kiosk.archive_files.make import make_missing
from kiosk.errors import N_, Conflict
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.meeting_archive.child import CHANGED_STATUS
from kiosk.meeting_archive.rules import INDEX, UNLISTED
from kiosk.meeting_archive.stage import VERIFIER, stage_archive
from kiosk.meeting_archive.staging import Staging
from kiosk.meetings.models import Meeting
from kiosk.processes.sandbox import ResourceLimits, Sandbox
from kiosk.storage.store import Store


def archive_plan(
    store: Store, meeting_id: int, on_progress: ProgressCallback
) -> ExportPlan:
    """Return the plan of a meeting's archive; its `discard` removes what is staged.

    :raises Conflict: a vote is open, or the disk is full.
    """
    scratch = store.files.scratch
    scratch.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="meeting-archive-", dir=scratch))

    def discard() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    try:
        staging, journal = stage_archive(store, meeting_id, folder, on_progress)
        _check_room(store, staging)
    except BaseException:
        discard()
        raise
    verifier = (VERIFIER,) if VERIFIER.is_file() else ()
    return ExportPlan(
        staging.plan((*UNLISTED, INDEX)),
        signature=journal.root,
        total=2 * len(staging.files),
        left_out=len(staging.missing),
        suffixes=("zip",),
        readable=(store.files.root, folder, *verifier),
        discard=discard,
    )


def _check_room(store: Store, staging: Staging) -> None:
    needed = sum(planned.file.bytes for planned in staging.files.values())
    if shutil.disk_usage(store.files.scratch).free < needed:
        raise Conflict(
            N_("Ổ đĩa không đủ chỗ: hồ sơ cần {size} MB. Xin dọn bớt rồi thử lại."),
            size=needed // 1_000_000 + 1,
        )


def _plan(
    store: Store, export: Export, on_progress: ProgressCallback
) -> ExportPlan | None:
    with store.read_session() as session:
        if session.get(Meeting, export.owner) is None:
            return None
    return archive_plan(store, export.owner, on_progress)


def prepare_archive(
    store: Store, sandbox: Sandbox, export: Export, on_progress: ProgressCallback
) -> None:
    """Make the searchable PDFs that are not there yet; one that fails is left out."""
    with store.read_session() as session:
        scans = list(archivable_documents(session, export.owner))
    make_missing(store, sandbox, scans, on_progress)


MEETING_ARCHIVE = ExportKind(
    name="meeting_archive",
    module="kiosk.meeting_archive.child",
    plan=_plan,
    prepare=prepare_archive,
    running=N_("Hồ sơ đang được lập. Xin chờ giây lát."),
    missing=N_("Chưa có hồ sơ. Xin bấm “Lập hồ sơ cuộc họp (ZIP)”."),
    refusals={
        CHANGED_STATUS: N_("Một tệp vừa thay đổi trong khi lập hồ sơ. Xin thử lại.")
    },
    # A conference with films: some 100 GB.
    limits=ResourceLimits(
        memory=1_000_000_000, cpu_seconds=7200, file_bytes=200_000_000_000
    ),
    timeout_seconds=7200.0,
    kept_for=dt.timedelta(days=1),
    nice=15,
)
