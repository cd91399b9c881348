"""Write the history of a task: one entry for each act, never changed."""

from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.models import Task, TaskEntry
from kiosk.tasks.rules import TaskAct, TaskPart


def add_entry(
    work: UnitOfWork,
    viewer: TaskViewer,
    task: Task,
    act: TaskAct,
    part: TaskPart,
    text: str = "",
) -> TaskEntry:
    """Add an entry with the state and the deadline that the task has now."""
    entry = TaskEntry(
        task_id=task.id,
        at=work.now,
        act=act,
        part=part,
        made_by=viewer.name,
        unit_id=viewer.unit_id if part is not TaskPart.MANAGER else None,
        text=text,
        state=task.state,
        due_date=task.due_date,
        asked_due_date=task.asked_due_date,
    )
    work.session.add(entry)
    work.session.flush()
    return entry
