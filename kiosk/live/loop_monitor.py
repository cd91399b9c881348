"""Measure the rounds of eventlet's hub, and keep them short.

The hub runs everything that is ready before it polls the network again: 400 requests
that arrive together would all be completed first. Work calls `yield_if_slow` before it
begins: once the current round has lasted `SLICE_SECONDS`, further work waits in a
queue, and the hub polls the network in between.

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
from types import FrameType
from typing import Any

import eventlet
import eventlet.hubs
import eventlet.patcher

log = logging.getLogger(__name__)

# Duration of a round after which work that has not begun waits for the next.
SLICE_SECONDS = 0.01
# The same for broadcasts, which everybody waits for.
BROADCAST_SLICE_SECONDS = 0.025
# Longer rounds are logged with the stack of the running code.
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
        self._waiting: deque[Any] = deque()
        self._is_due = False
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

    def yield_if_slow(self) -> None:
        """Wait for the next round if this one is already long; first in, first out."""
        if self._hub is None or not self.round_began:
            return
        if not self._waiting and _monotonic() - self.round_began < SLICE_SECONDS:
            return
        current = eventlet.getcurrent()
        if current is self._hub.greenlet:
            return
        self._waiting.append(current)
        self._schedule_resume()
        self._hub.switch()

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
        try:
            # At least one runs, however long the round: otherwise none might ever run.
            while self._waiting:
                self._waiting.popleft().switch()
                if _monotonic() - self.round_began > SLICE_SECONDS:
                    break
        finally:
            self._is_due = False
            if self._waiting:
                self._schedule_resume()

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
                # Logging's locks belong to the loop, so the message is written there.
                self._hub.schedule_call_global(0, self._warn, began, _stack(frame))

    def _warn(self, began: float, stack: str) -> None:
        now = _monotonic()
        while self._warned and now - self._warned[0] > WARNING_WINDOW_SECONDS:
            self._warned.popleft()
        if len(self._warned) < MAX_WARNINGS:
            self._warned.append(now)
            log.warning(
                "the event loop stood for %.0f ms:\n%s", 1e3 * (now - began), stack
            )


def _stack(frame: FrameType | None) -> str:
    return "".join(traceback.format_stack(frame)) if frame else "(no stack)"
