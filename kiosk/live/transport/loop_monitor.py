"""Measure the rounds of eventlet's hub, and keep them short.

The hub runs everything that is ready before it polls the network again: 400 requests
that arrive together would all be completed first. Work calls `yield_if_slow` before it
begins: once the current round has lasted `SLICE_SECONDS`, further work waits in a
queue, and the hub polls the network in between. The queue has priorities (`turns.py`):
a chair's page turn does not wait behind hundreds of first visits.

A round is measured from the return of one poll to the call of the next; every round is
measured.
"""

import bisect
import logging
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable
from typing import Any

import eventlet
import eventlet.hubs
import eventlet.patcher

from kiosk.live.transport.innermost_frames import innermost_frames
from kiosk.live.transport.priority import ARRIVING, PRESENT, Priority, Rank
from kiosk.live.transport.turns import LeadingRoom, Turns

log = logging.getLogger(__name__)

# Duration of a round after which work that has not begun waits for the next.
SLICE_SECONDS = 0.01
# The same for first visits, so that the loop is soon free for a page turn.
ARRIVING_SLICE_SECONDS = 0.003
# While time is reserved for leading requests, first visits run in one of N rounds.
ARRIVING_EVERY = 8
# The same for broadcasts, which everybody waits for.
BROADCAST_SLICE_SECONDS = 0.025
# Longer rounds are logged with the innermost frames of the running code.
SLOW_ROUND_SECONDS = 0.05
# The watchdog's interval, and the limit of its log messages per window.
WATCHDOG_SECONDS = 0.02
MAX_WARNINGS = 10
WARNING_WINDOW_SECONDS = 60.0
# Upper bounds of the histogram's buckets, in seconds.
ROUND_BUCKETS = (0.001, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.25, 1.0)

_monotonic = time.monotonic


class LoopMonitor:
    """The hub of the thread that calls `watch`, measured."""

    def __init__(self) -> None:
        # When the current round began; 0.0 while the hub waits for the network.
        self.round_began = 0.0
        self.rounds = 0
        self.longest = 0.0
        self.busy_seconds = 0.0
        self.counts = [0] * (len(ROUND_BUCKETS) + 1)
        self._turns = Turns()
        self._is_due = False
        # Says of a head how urgent it is.
        self.rank_of: Callable[[bytes], Rank] = lambda _head: ARRIVING
        self._room = LeadingRoom()
        self._passes = 0
        self._hub: Any = None
        self._thread = 0
        self._warned: deque[float] = deque()

    def watch(self) -> None:
        """Measure this thread's hub from now on, and start the watchdog thread."""
        hub = self._hub = eventlet.hubs.get_hub()
        # The OS thread's id: `threading` would return the green thread's.
        self._thread = eventlet.patcher.original("_thread").get_ident()
        poll, wait = hub.do_poll, hub.wait
        readers, writers = hub.listeners[hub.READ], hub.listeners[hub.WRITE]

        def measured_poll(seconds: float) -> Any:
            self._round_ended()
            ready = poll(seconds)
            self.round_began = _monotonic()
            return ready

        def measured_wait(seconds: float) -> None:
            if readers or writers:
                wait(seconds)
                return
            # Without listeners the hub only sleeps.
            self._round_ended()
            wait(seconds)
            self.round_began = _monotonic()

        hub.do_poll, hub.wait = measured_poll, measured_wait
        # An OS thread, not a green one: it must run while the loop is blocked.
        start = eventlet.patcher.original("_thread").start_new_thread
        start(self._run_watchdog, (eventlet.patcher.original("time").sleep,))

    def _round_ended(self) -> None:
        if not self.round_began:
            return
        seconds = _monotonic() - self.round_began
        self.round_began = 0.0
        self.rounds += 1
        self.busy_seconds += seconds
        self.longest = max(self.longest, seconds)
        self.counts[bisect.bisect_left(ROUND_BUCKETS, seconds)] += 1

    def yield_if_slow(self, head: bytes = b"") -> None:
        """Wait for the next round if this one is long already.

        `head` is the beginning of a request's, by which its place in the line is found;
        without one it is work for those who are present.
        """
        if self._hub is None or not self._is_crowded():
            return
        current = eventlet.getcurrent()
        if current is self._hub.greenlet:
            return
        rank = self.rank_of(head) if head else PRESENT
        if rank.priority is Priority.LEADING:
            self._room.note_leading(_monotonic())
        if self._may_go_on(rank.priority):
            return
        self._turns.join(current, rank)
        self._schedule_resume()
        self._hub.switch()

    def _is_crowded(self) -> bool:
        """Tell whether whoever comes now may have to wait."""
        if not self.round_began:
            return False
        age = _monotonic() - self.round_began
        return bool(self._turns) or age >= ARRIVING_SLICE_SECONDS

    def _may_go_on(self, priority: Priority) -> bool:
        """Tell whether one of this priority need not wait at all."""
        if self._is_over(priority):
            return False
        first = self._turns.first()
        if priority is Priority.LEADING:
            return first is not Priority.LEADING
        return first is None

    def _is_over(self, priority: Priority) -> bool:
        """Tell whether this round has lasted long enough for that priority."""
        is_arriving = priority is Priority.ARRIVING
        most = ARRIVING_SLICE_SECONDS if is_arriving else SLICE_SECONDS
        return _monotonic() - self.round_began > most

    def in_turn(self, head: bytes, go_on: Callable[[], None]) -> None:
        """Call `go_on` when it is this head's turn; it waits for nothing.

        Only a first visit is kept waiting: others stand in line when they are read.
        """
        if self._is_crowded():
            rank = self.rank_of(head)
            if rank.priority is Priority.LEADING:
                self._room.note_leading(_monotonic())
            elif rank.priority is Priority.ARRIVING:
                self._turns.join(_QueuedCall(go_on), rank)
                self._schedule_resume()
                return
        go_on()

    def note_backlog(self) -> None:
        """Learn that more connections wait to be accepted than one round takes."""
        self._room.note_backlog(_monotonic())

    def _schedule_resume(self) -> None:
        if not self._is_due:
            self._is_due = True
            self._hub.schedule_call_global(0, self._resume_waiting)

    def yield_to_network(self) -> None:
        """Let the hub poll the network once if this round is long."""
        if (
            self.round_began
            and _monotonic() - self.round_began > BROADCAST_SLICE_SECONDS
        ):
            eventlet.sleep(0)

    def _resume_waiting(self) -> None:
        self._passes += 1
        try:
            # At least one goes, however long the round is: or nobody might, for ever.
            while self._turns and self._resume_one():
                pass
        finally:
            self._is_due = False
            if self._turns:
                self._schedule_resume()

    def _resume_one(self) -> bool:
        """Give one turn; tell whether another may follow in this round."""
        is_kept = self._room.is_kept(_monotonic())
        arriving = not is_kept or self._passes % ARRIVING_EVERY == 0
        taken = self._turns.take(arriving=arriving)
        if taken is None:
            return False
        who, priority = taken
        who.switch()
        if priority is Priority.LEADING or (is_kept and priority is Priority.ARRIVING):
            # What it has caused shall not wait for others of this round.
            return False
        following = self._turns.first()
        return following is not None and not self._is_over(following)

    def _run_watchdog(self, sleep: Callable[[float], None]) -> None:
        reported = 0.0
        while True:
            sleep(WATCHDOG_SECONDS)
            began = self.round_began
            if (
                began
                and began != reported
                and _monotonic() - began > SLOW_ROUND_SECONDS
            ):
                reported = began
                frame = sys._current_frames().get(self._thread)  # noqa: SLF001
                if frame is None:
                    return
                stack = traceback.extract_stack(frame)
                # Logging's locks belong to the loop, so the message is written there.
                self._hub.schedule_call_global(0, self._warn, began, stack)

    def _warn(self, began: float, stack: traceback.StackSummary) -> None:
        now = _monotonic()
        while self._warned and now - self._warned[0] > WARNING_WINDOW_SECONDS:
            self._warned.popleft()
        if len(self._warned) < MAX_WARNINGS:
            self._warned.append(now)
            blocked = "the event loop was blocked for %.0f ms by %s"
            log.warning(blocked, 1e3 * (now - began), innermost_frames(stack))
            log.debug("the blocking stack:\n%s", "".join(stack.format()))


class _QueuedCall:
    """Stands in the line for a green thread that has not been made yet."""

    __slots__ = ("switch",)

    def __init__(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` in its turn."""
        self.switch = go_on
