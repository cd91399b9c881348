"""Telling committed events to the screens, in order, by one green thread.

Events come two ways: as a hint from a server process that has just committed them,
this one or another, and from the journal, where all processes (the worker too)
leave theirs. The journal decides: a hint that does not follow on the last number
told is looked up there.
"""

import contextlib
import logging
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from sqlalchemy import PoolProxiedConnection
from sqlalchemy.orm import Session

from kiosk.live.channels import sign_in_channel
from kiosk.live.grouped_events import Emitter, GroupedEvents
from kiosk.live.message_bus import EVENTS_TOPIC, NULL_BUS, MessageBus
from kiosk.storage.database import Database
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.storage.journal import MeetingEvent, events_after, last_numbers

log = logging.getLogger(__name__)

# How long an event of another process may stay unheard, in seconds.
TAIL_SECONDS = 0.1
# The same where bus are heard and each look is a question to PostgreSQL.
CALM_TAIL_SECONDS = 1.0
# Pause before a database that is away is asked again, in seconds.
AWAY_SECONDS = 0.5

_encode, _decode = (
    msgspec.msgpack.Encoder(),
    msgspec.msgpack.Decoder(list[MeetingEvent]),
)


@dataclass(frozen=True)
class LastSent:
    """The event told last, and when, on the monotonic clock."""

    number: int = 0
    committed_at: float = 0.0
    sent_at: float = 0.0


class Broadcaster:
    """The one teller of events in a server process."""

    def __init__(
        self,
        database: Database,
        emitter: Emitter,
        close_sign_in: Callable[[int], None],
        close_ended: Callable[[], None] = lambda: None,
        on_event: Callable[[MeetingEvent], None] = lambda _fact: None,
        bus: MessageBus = NULL_BUS,
    ) -> None:
        """Tell through `emitter`; `close_sign_in` ends a device's connections.

        `close_ended` ends those of all devices whose sign-in has ended; `on_event` is
        shown each event before anybody else hears it; by `bus` the other server
        processes hear of this one's events, and it of theirs.
        """
        self._on_event = on_event
        self._close_ended = close_ended
        self._bus = bus
        bus.subscribe(EVENTS_TOPIC, self._hear)
        self._database = database
        self._emitter = emitter
        self.grouped = GroupedEvents(emitter)
        self._close_sign_in = close_sign_in
        # Committed events, and when this process learned of them.
        self._heard: queue.Queue[tuple[float, list[MeetingEvent]]] = queue.Queue()
        self.newest = LastSent()
        self._told: dict[int, int] = {}
        # Committed here, and perhaps still waiting to be told.
        self._known: dict[int, int] = {}
        self._tail: PoolProxiedConnection | None = None
        self._seen_version = -1
        self._looked_at = 0.0
        self._is_away = False
        self._is_stopped = False

    def publish(self, events: list[MeetingEvent]) -> None:
        """Queue committed events, here and elsewhere; returns at once."""
        self._heard.put((time.monotonic(), events))
        for event in events:
            self._known[event.meeting_id] = event.number
            # Who is signed out by it is so at once, not when its turn to be told comes.
            self._on_event(event)
        self._bus.publish(EVENTS_TOPIC, _encode.encode(events))

    def _hear(self, _sender: str, message: bytes) -> None:
        self._heard.put((time.monotonic(), _decode.decode(message)))

    def load_last_numbers(self) -> None:
        """Take the journal's present end as told: screens start from a snapshot.

        It waits for a database that is away.
        """
        while True:
            try:
                with self._database.read_session() as session:
                    self._told = last_numbers(session)
            except DatabaseUnavailable as refusal:
                self._note_away(refusal)
                time.sleep(AWAY_SECONDS)
            else:
                self._note_back()
                return

    def last_sent_number(self, meeting_id: int) -> int:
        """Return the number of the last event told of the meeting, 0 before any."""
        return self._told.get(meeting_id, 0)

    def newest_known_number(self, meeting_id: int) -> int:
        """Return the last number that this process has heard of, told or not."""
        return max(self._told.get(meeting_id, 0), self._known.get(meeting_id, 0))

    def run(self) -> None:
        """Tell events until stopped, or for as long as the server lives."""
        while not self._is_stopped:
            try:
                self.step(TAIL_SECONDS)
            except DatabaseUnavailable as refusal:
                self._note_away(refusal)
                self._forget_tail()
                time.sleep(AWAY_SECONDS)
            except Exception:  # the teller must outlive any one failure
                log.exception("a broadcast failed; screens heal by snapshot")
                self._forget_tail()

    def stop(self) -> None:
        """Let `run` end, within its pause."""
        self._is_stopped = True

    def step(self, wait_seconds: float) -> None:
        """Tell what is hinted within `wait_seconds`; look into the journal when due."""
        pause = self._pause()
        try:
            self._tell_hinted(*self._heard.get(timeout=wait_seconds))
        except queue.Empty:
            pause = 0.0 if pause == TAIL_SECONDS else pause
        self.grouped.send_due()
        # A lively meeting must not keep the events of other processes waiting.
        if time.monotonic() - self._looked_at < pause:
            return
        if self._others_wrote():
            self._tell_from_journal()
        self._looked_at = time.monotonic()

    def _pause(self) -> float:
        """Return how many seconds lie between two looks into the journal."""
        # SQLite tells whether anybody wrote without reading anything.
        if self._database.is_sqlite or not self._bus.receives_all:
            return TAIL_SECONDS
        return CALM_TAIL_SECONDS

    def _tell_hinted(self, committed_at: float, events: list[MeetingEvent]) -> None:
        for event in events:
            told = self._told.get(event.meeting_id, 0)
            if event.number == told + 1:
                self._tell(event)
            elif event.number > told:
                self._tell_from_journal()
            # The look into the journal may have told it a moment before the hint
            # was heard; the instant of its commit is known here only.
            self.newest = LastSent(event.number, committed_at, time.monotonic())

    def _others_wrote(self) -> bool:
        if not self._database.is_sqlite:
            return True
        if self._tail is None:
            # The driver's own connection: SQLAlchemy would begin a transaction,
            # inside which the version stands still.
            self._tail = self._database.engine.raw_connection()
        cursor = self._tail.cursor()
        (version,) = cursor.execute("PRAGMA data_version").fetchone()
        cursor.close()
        changed = version != self._seen_version
        self._seen_version = version
        return bool(changed)

    def _note_away(self, refusal: DatabaseUnavailable) -> None:
        if not self._is_away:
            log.warning("the database is away, events wait: %s", refusal.why)
        self._is_away = True

    def _note_back(self) -> None:
        if self._is_away:
            log.warning("the database is back")
        self._is_away = False

    def _forget_tail(self) -> None:
        # The next look reads the journal, whatever the file's version says.
        self._seen_version, self._looked_at = -1, 0.0
        if self._tail is not None:
            self._tail.invalidate()
            self._tail.close()
            self._tail = None

    def _tell_from_journal(self) -> None:
        with self._database.read_session() as session:
            missing = self._missing(session)
        self._note_back()
        for event in missing:
            if event.number > self._told.get(event.meeting_id, 0):
                self._tell(event)

    def _missing(self, session: Session) -> list[MeetingEvent]:
        return [
            event
            for meeting_id, number in last_numbers(session).items()
            if number > self._told.get(meeting_id, 0)
            for event in events_after(
                session, meeting_id, self._told.get(meeting_id, 0)
            )
        ]

    def _tell(self, event: MeetingEvent) -> None:
        self._told[event.meeting_id] = event.number
        self._on_event(event)
        if event.body.get("ended_sign_ins"):
            # Very many at once: one event stands for all of them. They are told why
            # before the event makes them ask for a snapshot that is refused. If the
            # database is away just now, the reaper does it in a moment.
            with contextlib.suppress(DatabaseUnavailable):
                self._close_ended()
        self.grouped.send(event)
        if event.ended_sign_in is not None:
            reason = str(event.body.get("reason", ""))
            channel = sign_in_channel(event.ended_sign_in)
            self._emitter.emit("signed_out", {"reason": reason}, to=channel)
            self._close_sign_in(event.ended_sign_in)
