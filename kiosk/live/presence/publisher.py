"""Publish presence: report spread for all, counts for those who run the meeting.

These messages are neither numbered nor journalled: only the latest is sent, only when
it differs, and less often for a large audience.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

import msgspec

from kiosk import timings
from kiosk.live.channels import role_channel
from kiosk.live.emitter import Emitter
from kiosk.live.presence import rules
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import PresenceCounts, SharedPage
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

# Minimum interval of counting sign-ins after a change, and maximum interval without one
# (a sign-in may expire); in seconds.
SIGNED_IN_SECONDS, EXPIRED_SECONDS = 3.0, 15.0
DROP_INTERVAL_SECONDS = 60.0

Look = Callable[[int], SharedPage]
SignedIn = Callable[[int], int]


class _LastSent:
    """What a meeting was sent last, and when it is due again."""

    def __init__(self) -> None:
        self.counts: PresenceCounts | None = None
        self.sent_at = self.due_at = self.counted_at = float("-inf")
        self.signed_in = 0
        # (number, audience) at the last count of sign-ins.
        self.counted_for: tuple[int, int] | None = None
        self.spread = rules.MIN_SPREAD_MS
        self.watchers = 0


class PresencePublisher:
    """The publisher of presence in a server process."""

    def __init__(
        self,
        presence: Presence,
        emitter: Emitter,
        look: Look,
        signed_in: SignedIn,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Send through `emitter`; `look` and `signed_in` query the database."""
        self._presence, self._emitter = presence, emitter
        self._look, self._signed_in = look, signed_in
        self._clock = clock
        self._meetings: dict[int, _LastSent] = {}
        self._dropped_at = clock()

    def run(self, sleep: Callable[[float], object]) -> None:
        """Publish for the lifetime of the server."""
        is_failing = False
        while True:
            sleep(timings.PRESENCE_STEP)
            try:
                self.step()
                is_failing = False
            except DatabaseUnavailable:
                continue  # the database is unavailable, which is logged elsewhere
            except Exception:  # presence must survive any one failure
                if not is_failing:  # log a repeated failure once
                    log.exception("counting the tablets failed; it goes on")
                is_failing = True

    def step(self) -> None:
        """Exchange states with the peers, then publish what is due."""
        now = self._clock()
        timed_out = self._presence.step()
        meetings = self._presence.meetings()
        for meeting_id in meetings:
            last = self._meetings.setdefault(meeting_id, _LastSent())
            is_urgent = meeting_id in timed_out
            is_urgent |= self._has_new_watcher(meeting_id, last)
            if is_urgent or now >= last.due_at:
                audience = self._presence.audience(meeting_id)
                last.due_at = now + rules.pause_seconds(audience)
                self._publish(meeting_id, last, now)
        for meeting_id in set(self._meetings) - meetings:
            del self._meetings[meeting_id]
        if now - self._dropped_at > DROP_INTERVAL_SECONDS:
            self._dropped_at = now
            self._presence.forget()

    def _has_new_watcher(self, meeting_id: int, last: _LastSent) -> bool:
        before, last.watchers = last.watchers, self._presence.watchers(meeting_id)
        if last.watchers > before:
            last.counts = None  # the new connection has no counts yet
            return True
        return False

    def _publish(self, meeting_id: int, last: _LastSent, now: float) -> None:
        self._publish_spread(meeting_id, last)
        # Also without watchers: each process must know since when a number exists,
        # because the chair may query any of them.
        self._presence.look(meeting_id, self._look(meeting_id))
        if not last.watchers:
            return
        self._count_sign_ins(meeting_id, last, now)
        counts = self._presence.count(meeting_id, last.signed_in)
        if counts == last.counts or self._is_delayed(meeting_id, last, counts, now):
            return
        last.counts, last.sent_at = counts, now
        for role in sorted(PERMISSIONS[Permission.RUN_MEETING]):
            self._emit("presence", msgspec.to_builtins(counts), meeting_id, role)

    def _count_sign_ins(self, meeting_id: int, last: _LastSent, now: float) -> None:
        number = self._presence.live(meeting_id).showing.number
        state = (number, self._presence.audience(meeting_id))
        pause = EXPIRED_SECONDS if state == last.counted_for else SIGNED_IN_SECONDS
        if now - last.counted_at > pause:
            last.counted_at, last.counted_for = now, state
            last.signed_in = self._signed_in(meeting_id)

    def _is_delayed(
        self, meeting_id: int, last: _LastSent, counts: PresenceCounts, now: float
    ) -> bool:
        if now - last.sent_at > timings.MAX_COUNT_DELAY:
            return False
        turned_at = self._presence.live(meeting_id).turned_at
        spread = self._presence.spread(meeting_id)
        return rules.is_settling(counts, turned_at, spread, now)

    def _publish_spread(self, meeting_id: int, last: _LastSent) -> None:
        spread = self._presence.spread(meeting_id)
        if rules.is_new_spread(last.spread, spread):
            last.spread = spread
            for role in Role:
                self._emit("pace", {"spread": spread}, meeting_id, role)

    def _emit(
        self, event: str, body: dict[str, Any], meeting_id: int, role: Role
    ) -> None:
        self._emitter.emit(event, body, to=role_channel(meeting_id, role))
