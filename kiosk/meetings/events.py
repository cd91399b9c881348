"""Events about a meeting as a whole."""

from kiosk.events import Event


class MeetingStepped(Event, frozen=True):
    """The meeting has gone to another state.

    `ended_sign_ins`: so many badges were signed out with it; their connections are
    closed by whoever hears this.
    """

    state: str
    ended_sign_ins: int = 0


class MeetingChanged(Event, frozen=True):
    """The meeting's title, place or time has changed."""
