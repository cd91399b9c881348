"""Worker job that reads a list, writes its preview and applies it."""

import logging
import time

import msgspec

from kiosk.errors import N_, Invalid, KioskError
from kiosk.identity import Actor
from kiosk.people.actions import PreparedImport, apply_import
from kiosk.people.imports.draft import (
    ImportCounts,
    ImportDraft,
    ImportPhase,
    ImportState,
    import_counts,
    import_preview,
)
from kiosk.people.imports.planning import plan_import, read_people_file
from kiosk.people.imports.store import ImportStore, remove_abandoned_imports
from kiosk.people.rules import ImportOptions, ImportPlan, PeopleTable
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.roles import Role
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

PEOPLE_IMPORT_JOB = "attend_to_roster"
# The screen polls every second; more frequent writes are useless.
PROGRESS_INTERVAL_SECONDS = 0.5


class PeopleImportJob(WorkerJob):
    """Processes the imports of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Read in the sandbox, write into `store`."""
        self._store, self._sandbox = store, sandbox

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(PEOPLE_IMPORT_JOB, self.run)

    def run(self, meeting_id: int, draft: str, turn: int) -> None:
        """Process a draft, unless it was changed meanwhile."""
        remove_abandoned_imports(self._store.files.root)
        import_store = ImportStore(self._store.files.root, meeting_id)
        found = import_store.draft()
        if found is None or (found.id, found.turn) != (draft, turn):
            return
        try:
            self._do(import_store, meeting_id, found)
        except WorkerStopping:
            self._report(import_store, found, ImportPhase.FAILED)
        except KioskError as refusal:
            self._report(import_store, found, ImportPhase.REFUSED, refusal)
        except (OSError, ValueError, msgspec.MsgspecError):
            log.exception("the list %s of meeting %d failed", draft, meeting_id)
            self._report(import_store, found, ImportPhase.FAILED)

    def _do(
        self, import_store: ImportStore, meeting_id: int, draft: ImportDraft
    ) -> None:
        phase = ImportPhase.TAKING if draft.confirmed else ImportPhase.READING
        self._report(import_store, draft, phase)
        table = self._table(import_store, draft)
        with self._store.read_session() as session:
            sheet, plan = plan_import(session, meeting_id, table, draft.choice)
        if draft.confirmed:
            self._take_over(meeting_id, draft, plan)
            import_store.delete_personal_data()
            self._report(
                import_store, draft, ImportPhase.DONE, counts=import_counts(plan, sheet)
            )
            return
        import_store.write("preview", import_preview(draft, table, sheet, plan))
        self._report(
            import_store, draft, ImportPhase.PREVIEW, counts=import_counts(plan, sheet)
        )

    def _table(self, import_store: ImportStore, draft: ImportDraft) -> PeopleTable:
        """Read the file, unless a table read with these options is stored."""
        kept = import_store.table(draft)
        if kept is not None and _matches_options(kept, draft.choice):
            return kept
        reported = time.monotonic()

        def progress(rows: int) -> None:
            nonlocal reported
            if time.monotonic() - reported > PROGRESS_INTERVAL_SECONDS:
                reported = time.monotonic()
                self._report(import_store, draft, ImportPhase.READING, rows=rows)

        table = read_people_file(
            self._sandbox,
            self._store.files.scratch,
            import_store.source,
            draft.choice,
            progress,
        )
        import_store.write(f"table-{draft.id}", table)
        return table

    def _take_over(self, meeting_id: int, draft: ImportDraft, plan: ImportPlan) -> None:
        if not plan.new and not plan.changed:
            return
        if plan.signature != draft.confirmed:
            raise Invalid(
                N_(
                    "Danh sách hội nghị vừa thay đổi. Xin xem lại rồi xác nhận lần nữa."
                ),
                code="changed_meanwhile",
            )
        # The permission was checked when the secretary confirmed.
        actor = Actor(meeting_id, Role.SECRETARY, "", sign_in_id=0)
        prepared = PreparedImport(plan)
        with self._store.unit_of_work(draft.by) as work:
            apply_import(work, actor=actor, prepared=prepared)

    def _report(
        self,
        import_store: ImportStore,
        draft: ImportDraft,
        phase: ImportPhase,
        refusal: KioskError | None = None,
        *,
        rows: int = 0,
        counts: ImportCounts | None = None,
    ) -> None:
        details = dict(refusal.details) if refusal else {}
        state = ImportState(
            draft=draft.id,
            turn=draft.turn,
            phase=phase,
            rows=rows,
            sentence=refusal.sentence if refusal else "",
            details={name: str(said) for name, said in details.items()},
            counts=counts or ImportCounts(),
        )
        import_store.write("state", state)


def _matches_options(table: PeopleTable, choice: ImportOptions) -> bool:
    return choice.separator in {None, table.separator} and choice.sheet in {
        None,
        table.sheet,
    }
