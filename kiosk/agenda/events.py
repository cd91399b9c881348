"""Events of the agenda."""

from kiosk.events import Event


class AgendaChanged(Event, frozen=True):
    """Items were added, changed, moved or removed: clients reload the agenda."""
