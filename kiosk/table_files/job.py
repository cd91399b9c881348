"""Worker job that reads an uploaded list in the sandbox."""

import logging
from pathlib import Path

import msgspec

from kiosk.errors import KioskError
from kiosk.people.imports.planning import read_people_file
from kiosk.people.rules import ImportOptions
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob
from kiosk.table_files.rules import ListRow, check_rows
from kiosk.table_files.store import ListState, TableFileStore, remove_abandoned_lists

log = logging.getLogger(__name__)

LIST_JOB = "read_list"


class TableFileJob(WorkerJob):
    """Reads uploaded lists: XLSX, XLS, ODS, CSV."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Read in the sandbox, write below the files of `store`."""
        self._store, self._sandbox = store, sandbox

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(LIST_JOB, self.run)

    def run(self, owner: str, draft: str) -> None:
        """Read one list and store its rows, or why it is refused."""
        remove_abandoned_lists(self._store.files.root)
        lists = TableFileStore(self._store.files.root, owner)
        source = lists.source(draft)
        if not source.is_file():
            return
        try:
            state = self._read(source)
        except KioskError as refusal:
            details = {name: str(said) for name, said in refusal.details.items()}
            state = ListState("refused", sentence=refusal.sentence, details=details)
        except WorkerStopping:
            state = ListState("failed")
        except (OSError, ValueError, msgspec.MsgspecError):
            log.exception("the list %s of %s failed", draft, owner)
            state = ListState("failed")
        lists.write(draft, state)

    def _read(self, source: Path) -> ListState:
        table = read_people_file(
            self._sandbox,
            self._store.files.scratch,
            source,
            ImportOptions(),
            lambda _rows: None,
        )
        check_rows(len(table.lines))
        return ListState(
            "read", [ListRow(one.number, one.cells) for one in table.lines]
        )
