"""Sends events to the channels of roles; groups those that can wait.

A role that may not hear an event gets its bare number only, and about presence (who has
signed out, what the desk noted) the last event says enough. Such messages wait for
`timings.EVENT_GROUPING` at most, so that a badge that signs in again and again, or a paper
that is rendered page by page, does not cost a message to each tablet every time. A event
that must not wait takes along what its channel was waiting for, so the order stays.

`after` says from which number on a grouped message follows: n=60, after=57 stands for
the events 58 to 60. It is left out where the message stands for one event.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from kiosk import timings
from kiosk.events import grouped_kinds
from kiosk.live.channels import role_channel
from kiosk.roles import Role
from kiosk.storage.journal import MeetingEvent


class Emitter(Protocol):
    """What sending events needs of Socket.IO."""

    def emit(self, event: str, *args: Any, to: str | list[str]) -> None:
        """Send `event` to everyone in the channel or channels `to`."""


@dataclass(frozen=True)
class _Message:
    """What a channel is sent: the events after `after` up to `number`."""

    after: int
    number: int
    # The last event of a grouped kind among them; None: bare numbers only.
    event: MeetingEvent | None

    @property
    def fact_number(self) -> int:
        return self.event.number if self.event else 0

    def with_next(self, number: int, event: MeetingEvent | None) -> "_Message":
        return _Message(self.after, number, event or self.event)

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"n": self.number}
        if self.after != self.number - 1:
            body["after"] = self.after
        return {**body, **(self.event.body if self.event else {})}


class GroupedEvents:
    """What waits to be sent to the channels of each meeting's roles."""

    def __init__(
        self, emitter: Emitter, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Send through `emitter`; `clock` gives monotonic seconds."""
        self._emitter, self._clock = emitter, clock
        self._kinds = grouped_kinds()
        # By meeting: what waits for each role, and when all of it is sent.
        self._waiting: dict[int, dict[Role, _Message]] = {}
        self._due: dict[int, float] = {}

    def send(self, event: MeetingEvent) -> None:
        """Send the event to its audience, or have it wait; its number to all others."""
        waiting = self._waiting.setdefault(event.meeting_id, {})
        self._due.setdefault(event.meeting_id, self._clock() + timings.EVENT_GROUPING)
        can_wait = event.body.get("kind") in self._kinds
        urgent: dict[Role, _Message] = {}
        before: dict[Role, _Message] = {}
        for role in Role:
            is_meant = role in event.audience
            held = waiting.get(role) or _Message(event.number - 1, event.number, None)
            if can_wait or not is_meant:
                said = event if is_meant else None
                waiting[role] = held.with_next(event.number, said)
                continue
            waiting.pop(role, None)
            if held.event is not None:
                before[role] = held
                held = _Message(event.number - 1, event.number, None)
            urgent[role] = held.with_next(event.number, event)
        self._emit(event.meeting_id, before)
        self._emit(event.meeting_id, urgent)

    def send_due(self) -> None:
        """Send what has waited long enough."""
        now = self._clock()
        for meeting_id in [one for one, due in self._due.items() if due <= now]:
            del self._due[meeting_id]
            self._emit(meeting_id, self._waiting.pop(meeting_id))

    def _emit(self, meeting_id: int, messages: dict[Role, _Message]) -> None:
        """Send each message once, to the channels of all roles that get the same."""
        channels: dict[tuple[int, int, int], list[str]] = {}
        bodies = {}
        for role, message in messages.items():
            same = (message.after, message.number, message.fact_number)
            channels.setdefault(same, []).append(role_channel(meeting_id, role))
            bodies[same] = message.body()
        for same, wanted in channels.items():
            self._emitter.emit("event", bodies[same], to=sorted(wanted))
