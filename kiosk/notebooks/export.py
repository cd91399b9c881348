"""The export of a member's own notes as PDF; the key is the member."""

import datetime as dt

import msgspec
from sqlalchemy.orm import Session

from kiosk.annotations.rules import NOTES_ERASED_JOB
from kiosk.errors import N_
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.exports.store import ExportStore
from kiosk.notebooks.queries import (
    build_notebook,
    is_allowed,
    member_actor,
    notebook_snapshot,
)
from kiosk.notebooks.rules import NOTEBOOK_KEPT_HOURS, NotebookSnapshot
from kiosk.storage.store import Store


def snapshot_of(export: Export) -> NotebookSnapshot:
    """Return the snapshot a notebook was made of."""
    return msgspec.json.decode(export.signature or "{}", type=NotebookSnapshot)


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    with store.read_session() as session:
        actor = member_actor(session, export.owner, int(export.options))
        if actor is None:
            return None
        snapshot = notebook_snapshot(session, actor)
        notebook = build_notebook(session, actor, snapshot)
    signature = msgspec.json.encode(snapshot).decode()
    return ExportPlan(notebook, signature, readable=(store.files.root,))


def _is_wanted(session: Session, export: Export) -> bool:
    actor = member_actor(session, export.owner, sign_in_id=0)
    if actor is None or export.is_unfinished:
        return actor is not None
    return is_allowed(session, actor, snapshot_of(export))


NOTEBOOK = ExportKind(
    name="notebooks",
    module="kiosk.notebooks.bind",
    plan=_plan,
    running=N_("Đang tạo bản PDF ghi chú. Xin chờ giây lát."),
    missing=N_("Chưa có bản PDF ghi chú. Xin bấm “Xuất PDF”."),
    is_wanted=_is_wanted,
    # At the end of a meeting all members export at once, so jobs may wait long.
    waiting_seconds=1800.0,
    kept_for=dt.timedelta(hours=NOTEBOOK_KEPT_HOURS),
    # Below the secretary's printouts and document conversion.
    priority=-5,
)


def install_erasure(store: Store) -> None:
    """Register the job that removes a notebook after the notes were erased."""
    exports = ExportStore(store.files.root, NOTEBOOK)

    def erase(member_id: int) -> None:
        exports.discard(str(member_id))

    store.prompt_jobs.register(NOTES_ERASED_JOB, erase)
