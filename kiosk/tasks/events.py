"""Events of tasks in the journal of their source meeting, without words."""

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role

READERS = PERMISSIONS[Permission.RUN_MEETING]


class TasksAssigned(Event, frozen=True):
    """Tasks were made from the meeting."""

    task_ids: tuple[int, ...]

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS


class TaskChanged(Event, frozen=True):
    """Something was done with a task of the meeting."""

    task_id: int
    act: str
    state: str

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return READERS
