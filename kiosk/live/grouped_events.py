"""Send events to the channels of roles; group those that may be delayed.

A role outside an event's audience gets its bare number, and of some kinds (sign-outs,
welcome-desk alerts) only the last event matters. Such messages are delayed by at most
`timings.EVENT_GROUPING`, so that repeated sign-ins with one badge, or a document
rendered page by page, do not cost each tablet a message every time. An event that must
not be delayed also sends what its channel was waiting for, so the order is kept.

`after` is the number before the first event of a grouped message: n=60, after=57 stands
for the events 58 to 60. It is omitted where the message stands for one event.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk import timings
from kiosk.events import grouped_kinds
from kiosk.live.channels import role_channel
from kiosk.live.emitter import Emitter
from kiosk.roles import Role
from kiosk.storage.journal import MeetingEvent


@dataclass(frozen=True)
class _Message:
    """A message to a channel: the events after `after` up to `number`."""

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
    """The delayed messages for the channels of each meeting's roles."""

    def __init__(
        self, emitter: Emitter, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Send through `emitter`; `clock` gives monotonic seconds."""
        self._emitter, self._clock = emitter, clock
        self._kinds = grouped_kinds()
        # By meeting: the delayed message of each role, and when they are sent.
        self._waiting: dict[int, dict[Role, _Message]] = {}
        self._due: dict[int, float] = {}

    def send(self, event: MeetingEvent) -> None:
        """Send or delay the event to its audience, and its number to all others."""
        waiting = self._waiting.setdefault(event.meeting_id, {})
        self._due.setdefault(event.meeting_id, self._clock() + timings.EVENT_GROUPING)
        can_wait = event.body.get("kind") in self._kinds
        urgent: dict[Role, _Message] = {}
        before: dict[Role, _Message] = {}
        for role in Role:
            is_in_audience = role in event.audience
            held = waiting.get(role) or _Message(event.number - 1, event.number, None)
            if can_wait or not is_in_audience:
                said = event if is_in_audience else None
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
        """Send the messages whose delay is over."""
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
            self._emitter.emit("fact", bodies[same], to=sorted(wanted))
