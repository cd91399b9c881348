"""Facts about a meeting as a whole."""

from kiosk.events import Event


class MeetingStepped(Event, frozen=True):
    """The meeting has gone to another state; those shut out leave."""

    state: str


class MeetingChanged(Event, frozen=True):
    """The meeting's title, place or time has changed."""
