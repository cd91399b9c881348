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
    # Functions of (session, among: list[str] | None) that return the SHA-256 of files
    # of the file store to which the subject refers: they are kept and backed up.
    stored_files: tuple[str, ...] = ()


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
    Subject(
        "accounts",
        ("retention:AccessLogRetention",),
        ("access_export:ACCESS_LOG_EXPORT",),
    ),
    Subject("record", ("job:RecordJob",)),
    Subject("official_papers"),
    Subject("units"),
    Subject("badges"),
    Subject("badges.pins"),
    Subject("meetings"),
    Subject(
        "notices",
        ("job:MailJob", "webhooks.job:WebhookJob"),
        stored_files=("queries:files_of_notices",),
    ),
    Subject("announcements"),
    Subject("agenda"),
    Subject("script_notes"),
    Subject(
        "ingestion",
        (
            "jobs:Ingestion",
            "version_mapping_job:VersionMapper",
            "file_cleanup:FileCleanup",
        ),
    ),
    Subject("documents"),
    Subject("conclusions"),
    Subject("search"),
    Subject(
        "annotations",
        ("transfer:NoteTransfer",),
        after_mapping=("transfer:transfer_after_mapping",),
    ),
    Subject("timers"),
    Subject("pagesync"),
    Subject("presence"),
    Subject("reading_log"),
    Subject("printing", ("withdrawal:PrintoutWithdrawal",), ("export:PRINTOUT",)),
    Subject("people", ("imports.job:PeopleImportJob",), ("export:PEOPLE_LIST",)),
    Subject("table_files", ("job:TableFileJob",)),
    Subject("unit_imports"),
    Subject("agenda_templates"),
    Subject("agenda_imports", ("job:AgendaFileJob",)),
    Subject("handouts", ("logos:LogoCleanup",), ("export:HANDOUT",)),
    Subject("invitations", ("job:InvitationJob",)),
    Subject("archive_files", exports=("export:ARCHIVE_FILE",)),
    Subject("offline"),
    Subject("checkins", exports=("lists.export:ATTENDANCE_LIST",)),
    Subject("speaking", exports=("export:SPEAKING_STATISTICS",)),
    Subject(
        "voting",
        ("recovery:InterruptedVotes", "digests:ResultDigests"),
        ("record.export:VOTE_RECORD",),
    ),
    Subject("service_calls"),
    Subject("site_overview"),
    Subject("readiness"),
    Subject("notebooks", ("export:NotebookErasure",), ("export:NOTEBOOK",)),
    Subject("opinions"),
    Subject("tasks", ("job:TaskJob",), stored_files=("queries.files:files_of_tasks",)),
    Subject(
        "issued_documents",
        ("job:IssuedDocumentsJob",),
        ("export:ISSUED_BOOK",),
        stored_files=("queries.files:files_of_issued",),
    ),
    Subject("public_pages"),
    Subject(
        "consultations",
        ("job:ConsultationReminders",),
        ("export:CONSULTATION_RECORD",),
    ),
    Subject("surveys", ("job:SurveyMixer",)),
    Subject(
        "surveys.results",
        ("count_job:SurveyCountJob",),
        ("export:SURVEY_REPORT", "export:SURVEY_DATA"),
    ),
    Subject("meeting_papers", exports=("export:MEETING_PAPER",)),
    Subject("meeting_admin"),
    Subject("meeting_archive", exports=("export:MEETING_ARCHIVE",)),
    Subject(
        "minutes",
        ("job:MinutesJob",),
        ("printing.export:MINUTES_PAPER",),
        stored_files=("queries.files:files_of_minutes",),
    ),
    Subject("fleet"),
    Subject("personal_data", ("job:ErasureTidying",), ("export:PERSON_EXPORT",)),
    Subject("retention", ("job:RemovalJob",), ("export:RETENTION_PLAN",)),
    Subject("hall_screens", ("media_files:HallMediaCleanup",)),
    Subject("screens"),
    Subject("api", ("job:ApiCallRetention",)),
    Subject("control"),
    Subject("certificates"),
    Subject("watermarks", ("worker:WatermarkWorker",)),
)


@cache
def load(module: str, attribute: str) -> tuple[Any, ...]:
    """Return `attribute` of each subject's `module`, where there is one."""
    names = [f"kiosk.{subject.name}.{module}" for subject in SUBJECTS]
    modules = [import_module(name) for name in names if find_spec(name)]
    return tuple(getattr(one, attribute) for one in modules if hasattr(one, attribute))


@cache
def load_by_subject(module: str, attribute: str) -> dict[str, Any]:
    """Return `attribute` of each subject's `module`, where there is one, by subject."""
    return {
        subject.name: getattr(one, attribute)
        for subject in SUBJECTS
        if find_spec(name := f"kiosk.{subject.name}.{module}")
        and hasattr(one := import_module(name), attribute)
    }


def load_named(field: str) -> list[Any]:
    """Return what all subjects name in `field` (as "jobs")."""
    return [
        resolve_name(f"kiosk.{subject.name}.{name}")
        for subject in SUBJECTS
        for name in getattr(subject, field)
    ]
