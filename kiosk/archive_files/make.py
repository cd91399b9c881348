"""Make archive files without a request of their own, in the worker or a command."""

import contextlib
import logging
from collections.abc import Iterable

import msgspec

from kiosk.archive_files.export import ARCHIVE_FILE, archive_export_plan
from kiosk.archive_files.queries import archive_plan_for, meeting_of
from kiosk.errors import KioskError
from kiosk.exports.archive_part import ArchiveExport
from kiosk.exports.generate import MadeExport, make_files
from kiosk.exports.kinds import ProgressCallback
from kiosk.exports.rules import Export, ExportState
from kiosk.exports.store import ExportStore, ExportWithdrawn
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.store import Store

log = logging.getLogger(__name__)


def make_missing(
    store: Store,
    sandbox: Sandbox,
    wanted: Iterable[ArchiveExport],
    on_progress: ProgressCallback,
) -> None:
    """Make those that are not there; a failure of one is logged.

    :raises ExportWithdrawn: nobody waits for it any more.
    """
    exports = ExportStore(store.files.root, ARCHIVE_FILE)
    for one in wanted:
        known = exports.read(one.key)
        is_there = known.state is ExportState.READY
        if is_there and known.signature == one.signature:
            continue
        try:
            _make(store, sandbox, exports, one.key, on_progress)
        except (KioskError, OSError, ValueError) as error:
            log.warning("no archive file of document %s: %s", one.key, error)


def _make(
    store: Store,
    sandbox: Sandbox,
    exports: ExportStore,
    key: str,
    on_progress: ProgressCallback,
) -> None:
    document_id = int(key)
    with store.read_session() as session:
        meeting_id = meeting_of(session, document_id)
        if meeting_id is None:
            return
        content = archive_plan_for(session, meeting_id, document_id)
    plan = archive_export_plan(store, content)
    export = exports.begin(key, signature=plan.signature)

    def go_on(_done: int, _total: int) -> None:
        # The pages of one file say nothing of the whole.
        on_progress(0, 0)

    try:
        with make_files(store, sandbox, ARCHIVE_FILE, plan, go_on) as made:
            _keep(exports, export, plan.suffixes, made)
    except BaseException:
        exports.discard(key)
        raise


def _keep(
    exports: ExportStore, export: Export, suffixes: tuple[str, ...], made: MadeExport
) -> None:
    # Somebody may have requested it meanwhile; that request makes it then.
    with contextlib.suppress(ExportWithdrawn):
        exports.put_files(export, made.files)
        exports.write(
            msgspec.structs.replace(
                export,
                state=ExportState.READY,
                suffixes=suffixes,
                done=made.total,
                total=made.total,
            )
        )
