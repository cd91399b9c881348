"""Events of timers."""

from kiosk.events import Event
from kiosk.timers.rules import TimerBody, TimerKind


class TimerChanged(Event, frozen=True):
    """A timer was started, paused, resumed, extended or stopped (None).

    It carries all of the timer: screens apply it and compute every tick themselves.
    """

    which: TimerKind
    timer: TimerBody | None
