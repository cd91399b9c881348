"""Who asks about tasks, which tasks they see, and what they are to each.

A unit sees the tasks that it leads or cooperates in; who runs a meeting those that come
from it; administrators and supervisors see all. Nobody else sees any.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select, true

from kiosk.tasks.models import Task, TaskUnit
from kiosk.tasks.rules import TaskPart


@dataclass(frozen=True)
class TaskViewer:
    """Somebody who asks about tasks."""

    # As it is shown in the history: a person, or a unit signed in by its link.
    name: str
    # For the journal: ids, never names.
    label: str
    sees_all: bool = False
    unit_id: int | None = None
    # The meetings that they run.
    meeting_ids: frozenset[int] = frozenset()

    @property
    def assigns(self) -> bool:
        """Return whether they assign tasks at all."""
        return self.sees_all or bool(self.meeting_ids)

    def manages(self, meeting_id: int | None) -> bool:
        """Return whether they manage the tasks of a meeting; None: those of none."""
        return self.sees_all or meeting_id in self.meeting_ids


# The worker: for digests.
EVERYTHING = TaskViewer("", "server", sees_all=True)


def parts_of(
    viewer: TaskViewer, task: Task, cooperating: Collection[int]
) -> frozenset[TaskPart]:
    """Return what the viewer is to a task; nothing: it does not exist for them.

    :param cooperating: the ids of the units that cooperate in it.
    """
    parts = set()
    if viewer.manages(task.meeting_id):
        parts.add(TaskPart.MANAGER)
    if viewer.unit_id is not None:
        if viewer.unit_id == task.lead_unit_id:
            parts.add(TaskPart.LEAD)
        if viewer.unit_id in cooperating:
            parts.add(TaskPart.COOPERATING)
    return frozenset(parts)


def seen_by(viewer: TaskViewer) -> ColumnElement[bool]:
    """Return the condition that the viewer sees a task: has a part in it."""
    if viewer.sees_all:
        return true()
    conditions: list[ColumnElement[bool]] = []
    if viewer.meeting_ids:
        conditions.append(Task.meeting_id.in_(viewer.meeting_ids))
    if viewer.unit_id is not None:
        own = select(TaskUnit.task_id).where(TaskUnit.unit_id == viewer.unit_id)
        conditions += [Task.lead_unit_id == viewer.unit_id, Task.id.in_(own)]
    return or_(*conditions) if conditions else false()
