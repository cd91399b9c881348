"""Send committed events to the screens, in order, from one green thread.

Events arrive in two ways: over the message bus from the server process that has just
committed them (this one or another), and from the journal, to which all processes,
including the worker, write. The journal is authoritative: an event whose number does
not follow the last one sent makes the broadcaster read the journal.
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

from kiosk.live.emitter import Emitter
from kiosk.live.grouped_events import GroupedEvents
from kiosk.live.message_bus import EVENTS_TOPIC, NULL_BUS, MessageBus
from kiosk.storage.database import Database
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.storage.journal import MeetingEvent, events_after, last_numbers

log = logging.getLogger(__name__)

# Interval of journal polls for events of other processes, in seconds.
JOURNAL_POLL_SECONDS = 0.1
# The same where the bus delivers events and each poll is a query to PostgreSQL.
SLOW_JOURNAL_POLL_SECONDS = 1.0
# Pause before an unavailable database is queried again, in seconds.
DATABASE_RETRY_SECONDS = 0.5

_encode, _decode = (
    msgspec.msgpack.Encoder(),
    msgspec.msgpack.Decoder(list[MeetingEvent]),
)


@dataclass(frozen=True)
class LastSent:
    """The event sent last; times on the monotonic clock."""

    number: int = 0
    committed_at: float = 0.0
    sent_at: float = 0.0


class Broadcaster:
    """The sender of events in a server process."""

    def __init__(
        self,
        database: Database,
        emitter: Emitter,
        close_sign_in: Callable[[int, str], None],
        close_ended: Callable[[], None] = lambda: None,
        on_event: Callable[[MeetingEvent], None] = lambda _fact: None,
        bus: MessageBus = NULL_BUS,
    ) -> None:
        """Send through `emitter`; `close_sign_in` closes a device's connections.

        It sends them the reason it is called with. `close_ended` closes the connections
        of all ended sign-ins; `on_event` is called with each event before it is sent;
        `bus` exchanges events with the other server processes.
        """
        self._on_event = on_event
        self._close_ended = close_ended
        self._bus = bus
        bus.subscribe(EVENTS_TOPIC, self._receive)
        self._database = database
        self.grouped = GroupedEvents(emitter)
        self._close_sign_in = close_sign_in
        # Committed events, and when this process received them.
        self._queue: queue.Queue[tuple[float, list[MeetingEvent]]] = queue.Queue()
        self.newest = LastSent()
        self._last_sent: dict[int, int] = {}
        # Last number by meeting of the events committed here, sent or not.
        self._last_committed: dict[int, int] = {}
        self._poll_connection: PoolProxiedConnection | None = None
        self._data_version = -1
        self._polled_at = 0.0
        self._is_unavailable = False
        self._is_stopped = False

    def publish(self, events: list[MeetingEvent]) -> None:
        """Queue committed events, here and in other processes; never blocks."""
        self._queue.put((time.monotonic(), events))
        for event in events:
            self._last_committed[event.meeting_id] = event.number
            # Sign-outs take effect at once, before the event's turn to be sent.
            self._on_event(event)
        self._bus.publish(EVENTS_TOPIC, _encode.encode(events))

    def _receive(self, _sender: str, message: bytes) -> None:
        self._queue.put((time.monotonic(), _decode.decode(message)))

    def load_last_numbers(self) -> None:
        """Start after the journal's present end: screens begin with a snapshot.

        Waits for the database if it is unavailable.
        """
        while True:
            try:
                with self._database.read_session() as session:
                    self._last_sent = last_numbers(session)
            except DatabaseUnavailable as error:
                self._log_unavailable(error)
                time.sleep(DATABASE_RETRY_SECONDS)
            else:
                self._log_available()
                return

    def last_sent_number(self, meeting_id: int) -> int:
        """Return the number of the meeting's last event sent, 0 before any."""
        return self._last_sent.get(meeting_id, 0)

    def newest_known_number(self, meeting_id: int) -> int:
        """Return the meeting's last number known to this process, sent or not."""
        return max(
            self._last_sent.get(meeting_id, 0), self._last_committed.get(meeting_id, 0)
        )

    def run(self) -> None:
        """Send events until stopped."""
        while not self._is_stopped:
            try:
                self.step(JOURNAL_POLL_SECONDS)
            except DatabaseUnavailable as error:
                self._log_unavailable(error)
                self._reset_poll()
                time.sleep(DATABASE_RETRY_SECONDS)
            except Exception:  # the broadcaster must survive any one failure
                log.exception("a broadcast failed; screens heal by snapshot")
                self._reset_poll()

    def stop(self) -> None:
        """Let `run` return within its polling interval."""
        self._is_stopped = True

    def step(self, wait_seconds: float) -> None:
        """Send queued events, wait `wait_seconds` at most; poll the journal if due."""
        interval = self._poll_interval()
        try:
            self._send_queued(*self._queue.get(timeout=wait_seconds))
        except queue.Empty:
            interval = 0.0 if interval == JOURNAL_POLL_SECONDS else interval
        self.grouped.send_due()
        # Also in a steady stream of events the journal must be polled.
        if time.monotonic() - self._polled_at < interval:
            return
        if self._has_journal_changed():
            self._send_from_journal()
        self._polled_at = time.monotonic()

    def _poll_interval(self) -> float:
        """Return the interval of journal polls in seconds."""
        # SQLite's PRAGMA data_version shows whether anybody wrote, without reading.
        if self._database.is_sqlite or not self._bus.receives_all:
            return JOURNAL_POLL_SECONDS
        return SLOW_JOURNAL_POLL_SECONDS

    def _send_queued(self, committed_at: float, events: list[MeetingEvent]) -> None:
        for event in events:
            last = self._last_sent.get(event.meeting_id, 0)
            if event.number == last + 1:
                self._send(event)
            elif event.number > last:
                self._send_from_journal()
            # The journal may have delivered it a moment earlier; only the queue knows
            # when it was committed.
            self.newest = LastSent(event.number, committed_at, time.monotonic())

    def _has_journal_changed(self) -> bool:
        if not self._database.is_sqlite:
            return True
        if self._poll_connection is None:
            # The driver's own connection: SQLAlchemy would begin a transaction, within
            # which data_version does not change.
            self._poll_connection = self._database.engine.raw_connection()
        cursor = self._poll_connection.cursor()
        (version,) = cursor.execute("PRAGMA data_version").fetchone()
        cursor.close()
        changed = version != self._data_version
        self._data_version = version
        return bool(changed)

    def _log_unavailable(self, error: DatabaseUnavailable) -> None:
        if not self._is_unavailable:
            log.warning("the database is away, events wait: %s", error.why)
        self._is_unavailable = True

    def _log_available(self) -> None:
        if self._is_unavailable:
            log.warning("the database is back")
        self._is_unavailable = False

    def _reset_poll(self) -> None:
        # Force the next poll to read the journal.
        self._data_version, self._polled_at = -1, 0.0
        if self._poll_connection is not None:
            self._poll_connection.invalidate()
            self._poll_connection.close()
            self._poll_connection = None

    def _send_from_journal(self) -> None:
        with self._database.read_session() as session:
            missing = self._missing(session)
        self._log_available()
        for event in missing:
            if event.number > self._last_sent.get(event.meeting_id, 0):
                self._send(event)

    def _missing(self, session: Session) -> list[MeetingEvent]:
        return [
            event
            for meeting_id, number in last_numbers(session).items()
            if number > self._last_sent.get(meeting_id, 0)
            for event in events_after(
                session, meeting_id, self._last_sent.get(meeting_id, 0)
            )
        ]

    def _send(self, event: MeetingEvent) -> None:
        self._last_sent[event.meeting_id] = event.number
        self._on_event(event)
        if event.body.get("ended_sign_ins"):
            # One event that ends many sign-ins. Their devices are last why before the
            # event makes them request a snapshot, which would be refused. If the
            # database is unavailable, the reaper closes them later.
            with contextlib.suppress(DatabaseUnavailable):
                self._close_ended()
        self.grouped.send(event)
        if event.ended_sign_in is not None:
            reason = str(event.body.get("reason", ""))
            self._close_sign_in(event.ended_sign_in, reason)
