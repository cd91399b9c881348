"""List the subjects: the folders of `kiosk` that register with server and worker.

Each part is imported by name in the process that needs it, where the folder has it:
`blueprint`, `install(app, bus)` and `MEETING_LINKS` of `routes`; the module `models`;
`snapshot_part(session, meeting_id, role, state)` of `snapshot`; jobs of the worker.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import Any

from kiosk.roles import Permission


@dataclass(frozen=True)
class Subject:
    """A folder of `kiosk`; jobs and hooks are "module:name" below it."""

    name: str
    # Classes derived from `kiosk.storage.worker_job.WorkerJob`.
    jobs: tuple[str, ...] = ()
    # Objects of `kiosk.exports.kinds.ExportKind`.
    exports: tuple[str, ...] = ()
    # Functions of (store, old id, new id), called in the worker after the pages of a
    # new version of a document were mapped.
    after_mapping: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeetingLink:
    """A link to a screen of a meeting, in the list of meetings."""

    # Its route takes the meeting's id.
    endpoint: str
    label: str
    permission: Permission
    # Roles with this permission do not need the link.
    unless: Permission | None = None
    is_primary: bool = False


# Blueprints, snapshot parts and jobs are registered in this order.
SUBJECTS = (
    Subject("sites"),
    Subject("accounts", ("retention:AccessLogRetention",)),
    Subject("badges"),
    Subject("badges.pins"),
    Subject("meetings"),
    Subject("agenda"),
    Subject(
        "ingestion",
        (
            "jobs:Ingestion",
            "version_mapping_job:VersionMapper",
            "file_cleanup:FileCleanup",
        ),
    ),
    Subject("documents"),
    Subject("search"),
    Subject(
        "annotations",
        ("transfer:NoteTransfer",),
        after_mapping=("transfer:transfer_after_mapping",),
    ),
    Subject("pagesync"),
    Subject("presence"),
    Subject("reading_log"),
    Subject("printing", ("withdrawal:PrintoutWithdrawal",), ("export:PRINTOUT",)),
    Subject("people", ("imports.job:PeopleImportJob",), ("export:PEOPLE_LIST",)),
    Subject("handouts", ("logos:LogoCleanup",), ("export:HANDOUT",)),
    Subject("archive_files", exports=("export:ARCHIVE_FILE",)),
    Subject("offline"),
    Subject("checkins", exports=("lists.export:ATTENDANCE_LIST",)),
    Subject("site_overview"),
    Subject("readiness"),
    Subject("notebooks", ("export:NotebookErasure",), ("export:NOTEBOOK",)),
    Subject("opinions"),
    Subject("meeting_admin"),
    Subject("fleet"),
    Subject("screens"),
    Subject("certificates"),
    Subject("watermarks", ("worker:WatermarkWorker",)),
)


@cache
def load(module: str, attribute: str) -> tuple[Any, ...]:
    """Return `attribute` of each subject's `module`, where there is one."""
    names = [f"kiosk.{subject.name}.{module}" for subject in SUBJECTS]
    modules = [import_module(name) for name in names if find_spec(name)]
    return tuple(getattr(one, attribute) for one in modules if hasattr(one, attribute))


def load_named(field: str) -> list[Any]:
    """Return what all subjects name in `field` (as "jobs")."""
    return [
        resolve_name(f"kiosk.{subject.name}.{name}")
        for subject in SUBJECTS
        for name in getattr(subject, field)
    ]
