"""Events of script notes, without their text."""

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role


class ScriptNoteChanged(Event, frozen=True):
    """An item's script note was changed: those who run the meeting read it anew."""

    item_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who run the meeting."""
        return PERMISSIONS[Permission.RUN_MEETING]
