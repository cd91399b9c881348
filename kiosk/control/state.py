"""The meeting's state for control devices, and its events as server-sent events.

A device receives what the hall's screens receive: nothing that the hall may not see.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from kiosk.roles import Role
from kiosk.screens.snapshot import SnapshotCache
from kiosk.storage.database import ReadSession
from kiosk.storage.journal import MeetingEvent, events_after

NOTHING = msgspec.Raw(b"null")
NONE_YET = msgspec.Raw(b"[]")
# How often a stream looks for events, in seconds; a look without one is a look-up in
# memory.
POLL_SECONDS = 0.2
KEEP_ALIVE_SECONDS = 15.0
# How often a stream checks that its token is still valid, in seconds.
CHECK_SECONDS = 5.0
# A client that missed more events starts from the state again.
MOST_RESUMED = 500
RETRY_MS = 2000


class _Document(msgspec.Struct):
    id: int
    title: str
    page_count: int


class _Live(msgspec.Struct):
    item_id: int | None
    item_started_at: str | None
    document_id: int | None
    page: int


class ControlState(msgspec.Struct):
    """The state as it is sent; parts that a server does not have are null or empty."""

    n: int
    meeting: msgspec.Raw
    live: _Live
    items: msgspec.Raw
    timers: msgspec.Raw = NOTHING
    floor: msgspec.Raw = NOTHING
    votes: msgspec.Raw = NONE_YET
    announcements: msgspec.Raw = NONE_YET
    screens: msgspec.Raw = NONE_YET


class _Documents(msgspec.Struct):
    documents: list[_Document]


class _Sent(ControlState, kw_only=True):
    # Milliseconds since 1970, to compute running timers.
    now: int
    document: _Document | None


def control_state(
    snapshots: SnapshotCache, read_session: ReadSession, meeting_id: int
) -> tuple[int, bytes]:
    """Return the state's number, and the state as JSON."""
    with read_session() as session:
        cached = snapshots.get(session, meeting_id, Role.WALL).state
    state = msgspec.json.decode(cached, type=ControlState)
    documents = msgspec.json.decode(cached, type=_Documents).documents
    shown = next((d for d in documents if d.id == state.live.document_id), None)
    fields = {name: getattr(state, name) for name in state.__struct_fields__}
    sent = _Sent(**fields, now=time.time_ns() // 1_000_000, document=shown)
    return state.n, msgspec.json.encode(sent)


@dataclass(frozen=True)
class EventSource:
    """Where a stream takes a meeting's events from."""

    meeting_id: int
    read_session: ReadSession
    # The last number of the meeting that is known to this process.
    newest: Callable[[int], int]
    state: Callable[[], tuple[int, bytes]]
    # Whether the token is still valid and the meeting not closed.
    is_allowed: Callable[[], bool]

    def after(self, number: int) -> list[MeetingEvent]:
        """Return the events after `number`."""
        with self.read_session() as session:
            return events_after(session, self.meeting_id, number)


def stream(
    source: EventSource,
    last_id: int | None,
    *,
    sleep: Callable[[float], object] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[bytes]:
    """Yield the state and then each event, until the token is no longer valid.

    `last_id`: the number of the last event that the client has received.
    """
    yield f"retry: {RETRY_MS}\n\n".encode()
    number, first = _start(source, last_id)
    yield from first
    sent_at = checked_at = clock()
    while True:
        if source.newest(source.meeting_id) > number:
            for event in source.after(number):
                number = event.number
                yield _format(event)
            sent_at = clock()
        elif clock() - sent_at >= KEEP_ALIVE_SECONDS:
            yield b": keep-alive\n\n"
            sent_at = clock()
        if clock() - checked_at >= CHECK_SECONDS:
            if not source.is_allowed():
                return
            checked_at = clock()
        sleep(POLL_SECONDS)


def _start(source: EventSource, last_id: int | None) -> tuple[int, list[bytes]]:
    newest = source.newest(source.meeting_id)
    if last_id is not None and newest - MOST_RESUMED <= last_id <= newest:
        return last_id, []
    number, state = source.state()
    return number, [b"id: %d\nevent: state\ndata: %s\n\n" % (number, state)]


def _format(event: MeetingEvent) -> bytes:
    if Role.WALL not in event.audience:
        # Only its number: the client resumes after it.
        return b"id: %d\n\n" % event.number
    data = msgspec.json.encode({"n": event.number} | event.body)
    kind = str(event.body["kind"]).encode()
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (event.number, kind, data)
