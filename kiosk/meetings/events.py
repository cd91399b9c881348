"""Events of a meeting as a whole."""

from kiosk.events import Event


class MeetingStepped(Event, frozen=True):
    """The meeting's state has changed.

    `ended_sign_ins`: number of badge sign-ins it ended; servers close their connections
    on this event.
    """

    state: str
    ended_sign_ins: int = 0


class MeetingChanged(Event, frozen=True):
    """The meeting's title, place or time has changed."""
