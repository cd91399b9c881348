"""The worker job that makes exports; resumes unfinished and removes unwanted ones."""

import logging
import threading
from collections.abc import Iterable

import msgspec

from kiosk import clock
from kiosk.errors import KioskError
from kiosk.exports.generate import MadeExport, make_files
from kiosk.exports.kinds import ExportKind, ExportPlan
from kiosk.exports.rules import Export, ExportState
from kiosk.exports.store import (
    ExportStore,
    ExportWithdrawn,
    remove_former_exports,
)
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

EXPORT_JOB = "make_export"
# An export that ended the worker so often is not resumed again.
MAX_ATTEMPTS = 3


def enqueue_export(store: Store, kind: ExportKind, export: Export) -> None:
    """Queue the job of a waiting export."""
    kind.jobs(store).enqueue(
        EXPORT_JOB,
        priority=kind.priority,
        kind=kind.name,
        key=export.key,
        ticket=export.ticket,
    )


class ExportJob(WorkerJob):
    """Makes the exports of one data folder."""

    def __init__(
        self, store: Store, sandbox: Sandbox, kinds: Iterable[ExportKind]
    ) -> None:
        """Make them below the files of `store`."""
        self._store, self._sandbox = store, sandbox
        self._kinds = {kind.name: kind for kind in kinds}
        self._claim_lock = threading.Lock()

    def install(self) -> None:
        """Register the job."""
        for jobs in (self._store.bulk_jobs, self._store.text_jobs):
            jobs.register(EXPORT_JOB, self.make)

    def exports(self, kind: str) -> ExportStore:
        """Return the exports of a kind."""
        return ExportStore(self._store.files.root, self._kinds[kind])

    def make(self, kind: str, key: str, ticket: str) -> None:
        """Make the export of this ticket, unless it was replaced or cancelled."""
        exports = self.exports(kind)
        try:
            # The same job may be queued twice (`resume`).
            with self._claim_lock:
                export = exports.read_stored(key)
                if export.ticket != ticket or export.state is not ExportState.WAITING:
                    return
                export = msgspec.structs.replace(
                    export, state=ExportState.RUNNING, attempts=export.attempts + 1
                )
                exports.write(export)
            _ExportRun(
                self._store, self._sandbox, self._kinds[kind], exports, export
            ).run()
        except ExportWithdrawn:
            exports.tidy(key)

    def start(self, _stop: threading.Event) -> None:
        """Queue the exports that another worker left."""
        self.resume(is_start=True)

    def resume(self, *, is_start: bool = False) -> None:
        """Queue waiting exports; at the start also those that another worker left.

        They are made from the beginning. A job that is queued twice runs once.
        """
        for kind in self._kinds.values():
            exports = self.exports(kind.name)
            for stored in map(exports.read_stored, exports.all_keys()):
                is_left = is_start and stored.state is ExportState.RUNNING
                export = self._restart(exports, stored) if is_left else stored
                if export.state is ExportState.WAITING:
                    enqueue_export(self._store, kind, export)

    @staticmethod
    def _restart(exports: ExportStore, left: Export) -> Export:
        is_hopeless = left.attempts >= MAX_ATTEMPTS
        state = ExportState.FAILED if is_hopeless else ExportState.WAITING
        export = msgspec.structs.replace(left, state=state)
        try:
            exports.write(export)
        except ExportWithdrawn:
            return Export(left.key)
        return export

    def sweep(self) -> None:
        """Remove expired and unwanted exports."""
        try:
            for name in self._kinds:
                self._sweep_kind(self._kinds[name], self.exports(name))
        except KioskError as error:
            log.info("exports are swept later: %s", error)
        remove_former_exports(self._store.files.root)

    def _sweep_kind(self, kind: ExportKind, exports: ExportStore) -> None:
        for key in exports.all_keys():
            with self._store.read_session() as session:
                is_wanted = kind.is_wanted(session, exports.read(key))
            if is_wanted:
                exports.tidy(key)
            else:
                exports.discard(key)


class _ExportRun:
    """One export being made."""

    def __init__(
        self,
        store: Store,
        sandbox: Sandbox,
        kind: ExportKind,
        exports: ExportStore,
        export: Export,
    ) -> None:
        self._store, self._sandbox = store, sandbox
        self._kind, self._exports, self._export = kind, exports, export

    def run(self) -> None:
        """Make it; every result is stored.

        :raises ExportWithdrawn: it was withdrawn meanwhile.
        """
        try:
            self._make()
        except KioskError as refusal:
            sentence = refusal.sentence.format(**refusal.details)
            self._write(state=ExportState.FAILED, error=sentence)
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            name, key = self._kind.name, self._export.key
            log.warning("the export %s of %s failed: %s", name, key, error)
            self._write(state=ExportState.FAILED)
        except WorkerStopping:
            # The worker ends; the next one resumes the export.
            return

    def _make(self) -> None:
        self._kind.prepare(self._store, self._sandbox, self._export, self._progress)
        plan = self._kind.plan(self._store, self._export, self._progress)
        if plan is None:
            self._exports.discard(self._export.key)
            return
        try:
            self._make_planned(plan)
        finally:
            plan.discard()

    def _make_planned(self, plan: ExportPlan) -> None:
        self._write(
            signature=plan.signature, suffixes=plan.suffixes, left_out=plan.left_out
        )
        with make_files(
            self._store, self._sandbox, self._kind, plan, self._progress
        ) as made:
            self._keep(made)

    def _keep(self, made: MadeExport) -> None:
        self._exports.put_files(self._export, made.files)
        kept_for = self._kind.kept_for
        self._write(
            state=ExportState.READY,
            done=made.total,
            total=made.total,
            expires_at=kept_for and clock.now() + kept_for,
        )

    def _progress(self, done: int, total: int) -> None:
        self._write(done=done, total=total)

    def _write(self, **changes: object) -> None:
        self._export = msgspec.structs.replace(self._export, **changes)
        self._exports.write(self._export)
