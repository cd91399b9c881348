"""PresencePublisher about presence: the pace for all, the counts for those who run the meeting.

PresencePublisher are neither numbered nor journalled. They are grouped: only the latest is sent,
only when it differs, and the larger the audience the more rarely.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from kiosk import timings
from kiosk.live.channels import role_channel
from kiosk.live.presence import rules
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import PresenceCounts, SharedPage
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

# Who is signed in is asked again when something has happened, but not more often than
# the first, and in any case after the second (a sign-in may expire); in seconds.
SIGNED_IN_SECONDS, EXPIRED_SECONDS = 3.0, 15.0
FORGET_SECONDS = 60.0

Look = Callable[[int], SharedPage]
SignedIn = Callable[[int], int]


class Emitter(Protocol):
    """What ticks need of Socket.IO."""

    def emit(self, event: str, *args: Any, to: str) -> None:
        """Send `event` to everyone in the channel `to`."""


class _LastSent:
    """What one meeting was told, and when it is to be thought of again."""

    def __init__(self) -> None:
        self.counts: PresenceCounts | None = None
        self.sent_at = self.due_at = self.asked_at = float("-inf")
        self.signed_in = 0
        # What was so when the database was asked who is signed in.
        self.asked_of: tuple[int, int] | None = None
        self.spread = rules.LEAST_SPREAD_MS
        self.watchers = 0


class PresencePublisher:
    """The one teller of presence in a server process."""

    def __init__(
        self,
        presence: Presence,
        emitter: Emitter,
        look: Look,
        signed_in: SignedIn,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Tell through `emitter`; `look` and `signed_in` ask the database."""
        self._presence, self._emitter = presence, emitter
        self._look, self._signed_in = look, signed_in
        self._clock = clock
        self._meetings: dict[int, _LastSent] = {}
        self._forgot_at = clock()

    def run(self, sleep: Callable[[float], object]) -> None:
        """Tell for as long as the server lives."""
        is_failing = False
        while True:
            sleep(timings.PRESENCE_STEP)
            try:
                self.step()
                is_failing = False
            except DatabaseUnavailable:
                continue  # the database is away, which is said elsewhere already
            except Exception:  # presence must outlive any one failure
                if not is_failing:  # what fails once fails at every step
                    log.exception("counting the tablets failed; it goes on")
                is_failing = True

    def step(self) -> None:
        """Exchange news, then tell each meeting what is due."""
        now = self._clock()
        silenced = self._presence.step()
        meetings = self._presence.meetings()
        for meeting_id in meetings:
            told = self._meetings.setdefault(meeting_id, _LastSent())
            is_pressing = meeting_id in silenced
            is_pressing |= self._has_new_watcher(meeting_id, told)
            if is_pressing or now >= told.due_at:
                audience = self._presence.audience(meeting_id)
                told.due_at = now + rules.pause_seconds(audience)
                self._tell(meeting_id, told, now)
        for meeting_id in set(self._meetings) - meetings:
            del self._meetings[meeting_id]
        if now - self._forgot_at > FORGET_SECONDS:
            self._forgot_at = now
            self._presence.forget()

    def _has_new_watcher(self, meeting_id: int, told: _LastSent) -> bool:
        before, told.watchers = told.watchers, self._presence.watchers(meeting_id)
        if told.watchers > before:
            told.counts = None  # he has been told nothing yet
            return True
        return False

    def _tell(self, meeting_id: int, told: _LastSent, now: float) -> None:
        self._tell_pace(meeting_id, told)
        # Looked at even where nobody watches: each process must know since when a
        # number has been there, for the chair may ask any of them.
        self._presence.look(meeting_id, self._look(meeting_id))
        if not told.watchers:
            return
        self._ask_signed_in(meeting_id, told, now)
        counts = self._presence.count(meeting_id, told.signed_in)
        if counts == told.counts or self._is_held(meeting_id, told, counts, now):
            return
        told.counts, told.sent_at = counts, now
        for role in sorted(PERMISSIONS[Permission.RUN_MEETING]):
            self._emit("presence", msgspec.to_builtins(counts), meeting_id, role)

    def _ask_signed_in(self, meeting_id: int, told: _LastSent, now: float) -> None:
        number = self._presence.live(meeting_id).showing.number
        state = (number, self._presence.audience(meeting_id))
        pause = EXPIRED_SECONDS if state == told.asked_of else SIGNED_IN_SECONDS
        if now - told.asked_at > pause:
            told.asked_at, told.asked_of = now, state
            told.signed_in = self._signed_in(meeting_id)

    def _is_held(
        self, meeting_id: int, told: _LastSent, counts: PresenceCounts, now: float
    ) -> bool:
        if now - told.sent_at > timings.MAX_COUNT_DELAY:
            return False
        turned_at = self._presence.live(meeting_id).turned_at
        spread = self._presence.spread(meeting_id)
        return rules.is_settling(counts, turned_at, spread, now)

    def _tell_pace(self, meeting_id: int, told: _LastSent) -> None:
        spread = self._presence.spread(meeting_id)
        if rules.is_new_spread(told.spread, spread):
            told.spread = spread
            for role in Role:
                self._emit("pace", {"spread": spread}, meeting_id, role)

    def _emit(
        self, event: str, body: dict[str, Any], meeting_id: int, role: Role
    ) -> None:
        self._emitter.emit(event, body, to=role_channel(meeting_id, role))
