"""Files of evidence: uploaded for one task, attached with a report."""

import datetime as dt

from sqlalchemy import delete, func, select

from kiosk.documents.actions.lifecycle import Upload
from kiosk.errors import N_, Conflict
from kiosk.storage.files import FileStore
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.forms import FILED_ACTS, MOST_EVIDENCE_FILES
from kiosk.tasks.models import TaskFile
from kiosk.tasks.queries.one import get_task
from kiosk.tasks.rules import TaskState, allowed_acts

# What is uploaded and not attached is removed after this time.
ABANDONED_AFTER = dt.timedelta(days=1)


def check_may_attach(work: UnitOfWork, *, viewer: TaskViewer, task_id: int) -> None:
    """Check that the viewer may report on a task, and has not too many files there.

    :raises NotFound: there is no such task for them.
    :raises Conflict: nothing can be reported now, or there are too many files.
    """
    task, parts = get_task(work.session, viewer, task_id)
    if not FILED_ACTS & allowed_acts(TaskState(task.state), parts):
        raise Conflict(
            N_("Nhiệm vụ vừa chuyển trạng thái. Xin xem lại rồi làm tiếp."),
            code="wrong_task_state",
        )
    waiting = (
        TaskFile.task_id == task_id,
        TaskFile.entry_id.is_(None),
        TaskFile.added_by == viewer.label,
    )
    count = select(func.count()).select_from(TaskFile).where(*waiting)
    if (work.session.scalar(count) or 0) >= MOST_EVIDENCE_FILES:
        raise Conflict(
            N_("Một lần báo cáo có nhiều nhất {limit} tệp."),
            code="too_many_files",
            limit=MOST_EVIDENCE_FILES,
        )


def add_evidence(
    work: UnitOfWork,
    files: FileStore,
    *,
    viewer: TaskViewer,
    task_id: int,
    upload: Upload,
) -> TaskFile:
    """Store an upload, still without an entry.

    The file is moved inside the transaction: the cleanup holds the same lock.

    :raises NotFound, Conflict: as `check_may_attach`.
    """
    check_may_attach(work, viewer=viewer, task_id=task_id)
    files.move_in(upload.path, upload.stored)
    file = TaskFile(
        task_id=task_id,
        entry_id=None,
        sha256=upload.stored.sha256,
        file_name=upload.file_name,
        byte_count=upload.stored.size,
        added_at=work.now,
        added_by=viewer.label,
    )
    work.session.add(file)
    work.session.flush()
    return file


def remove_abandoned_evidence(work: UnitOfWork) -> None:
    """Forget uploads that nobody attached within a day."""
    work.session.execute(
        delete(TaskFile).where(
            TaskFile.entry_id.is_(None),
            TaskFile.added_at < work.now - ABANDONED_AFTER,
        )
    )
