"""Track the tablets connected to this process.

`renew_lease` and `handle_report` run for every packet of every tablet: they use neither
the database nor a lock, do not block, and take microseconds.
"""

from collections import defaultdict

import msgspec

from kiosk import timings
from kiosk.identity import Actor
from kiosk.live.presence.away_times import AwayTimes
from kiosk.live.presence.read_buffer import ReadBuffer
from kiosk.live.presence.tablet_table import TabletTable
from kiosk.live.presence.types import FollowMode, PresenceReport, TabletState
from kiosk.roles import AUDIENCE, Permission

# Token bucket of reports per connection: burst, and rate per second. Our own tablets
# send at most two a second.
BURST, PER_SECOND = 8.0, 4.0

_decoder = msgspec.json.Decoder(PresenceReport)


class _Connection:
    """One connection of a tablet; mutable, unlike TabletState."""

    __slots__ = ("allowance", "key", "lease", "received_at", "reported", "watches")

    def __init__(
        self, key: tuple[int, int], now: float, lease: float, *, watches: bool
    ) -> None:
        self.key, self.received_at, self.lease, self.watches = key, now, lease, watches
        self.allowance, self.reported = BURST, now


class LocalTablets:
    """The tablets connected to this process, and their reports."""

    def __init__(self) -> None:
        self.table = TabletTable()
        # Tablets whose changes have not been sent to the peers yet.
        self.changed: set[tuple[int, int]] = set()
        # Meetings in which a tablet has timed out: counted soon.
        self.timed_out: set[int] = set()
        # Number of rejected reports: invalid or too many.
        self.rejected = 0
        self.read = ReadBuffer()
        self.away = AwayTimes()
        self._connections: dict[str, _Connection] = {}
        self._sids: dict[tuple[int, int], set[str]] = defaultdict(set)
        # Connections of each meeting that may see the counts.
        self._watching: dict[int, int] = defaultdict(int)

    def joined(self, sid: str, actor: Actor, now: float) -> None:
        """Add a connection of `actor`, which has not reported yet."""
        watches = actor.may(Permission.RUN_MEETING)
        self._add(sid, actor, now, lease=timings.PRESENCE_LEASE, watches=watches)

    def handle_polled_report(
        self, actor: Actor, report: PresenceReport, now: float
    ) -> None:
        """Handle the report of a tablet that polls over HTTP, without a connection."""
        sid = f"poll:{actor.meeting_id}:{actor.sign_in_id}"
        if sid not in self._connections:
            self._add(sid, actor, now, lease=timings.POLL_LEASE, watches=False)
        self._apply_report(sid, report, now)

    def _add(
        self, sid: str, actor: Actor, now: float, *, lease: float, watches: bool
    ) -> None:
        key = (actor.meeting_id, actor.sign_in_id)
        received_at = self._last_received(key, now)
        self.away.add(key, None if received_at is None else now - received_at)
        self._connections[sid] = _Connection(key, now, lease, watches=watches)
        self._sids[key].add(sid)
        self._watching[actor.meeting_id] += watches
        known = self.table.get(key)
        if known is None:
            known = TabletState(
                meeting_id=actor.meeting_id,
                sign_in_id=actor.sign_in_id,
                is_counted=actor.role in AUDIENCE,
                since=now,
            )
        # After a reconnect the last report stays valid until the next one.
        self._put(msgspec.structs.replace(known, gone_at=None))

    def _last_received(self, key: tuple[int, int], now: float) -> float | None:
        """Return when anything was received from the tablet; None: never."""
        here = [self._connections[sid].received_at for sid in self._sids.get(key, ())]
        if here:
            return max(here)
        tablet = self.table.get(key)
        if tablet is None:
            return None
        return now if tablet.gone_at is None else tablet.gone_at

    def left(self, sid: str, now: float) -> None:
        """Remove a connection; the tablet is gone with its last one."""
        connection = self._connections.pop(sid, None)
        if connection is None:
            return
        key = connection.key
        self._watching[key[0]] -= connection.watches
        sids = self._sids[key]
        sids.discard(sid)
        if sids:
            return
        del self._sids[key]
        tablet = self.table.get(key)
        if tablet is not None:
            self._put(msgspec.structs.replace(tablet, gone_at=connection.received_at))
        if now - connection.received_at > timings.PRESENCE_GRACE:
            self.timed_out.add(key[0])

    def renew_lease(self, sid: str, now: float) -> None:
        """Renew the lease of a connection from which anything was received."""
        connection = self._connections.get(sid)
        if connection is not None:
            connection.received_at = now

    def handle_report(self, sid: str, report: object, now: float) -> bool:
        """Handle a tablet's report; return whether it was accepted.

        `report` is the JSON object, decoded or as bytes.
        """
        connection = self._connections.get(sid)
        if connection is None:
            return False
        if not _has_allowance(connection, now):
            self.rejected += 1
            return False
        try:
            if isinstance(report, bytes):
                parsed = _decoder.decode(report)
            else:
                parsed = msgspec.convert(report, PresenceReport)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            self.rejected += 1
            return False
        self._apply_report(sid, parsed, now)
        return True

    def _apply_report(self, sid: str, report: PresenceReport, now: float) -> None:
        connection = self._connections[sid]
        connection.received_at = now
        tablet = self.table.get(connection.key)
        if tablet is not None:
            self._put(tablet.with_report(report, now))
        if report.document is not None and report.mode is not FollowMode.ASLEEP:
            self.read.add(connection.key, [(report.document, report.page)])

    def _put(self, tablet: TabletState) -> None:
        self.table.put(tablet)
        self.changed.add(tablet.key)

    def watchers(self, meeting_id: int) -> int:
        """Return how many local connections may see the meeting's counts."""
        return self._watching.get(meeting_id, 0)

    def sweep(self, now: float) -> None:
        """Remove connections whose lease has expired."""
        for sid, connection in list(self._connections.items()):
            if now - connection.received_at > connection.lease:
                self.left(sid, now)


def _has_allowance(connection: _Connection, now: float) -> bool:
    saved = connection.allowance + (now - connection.reported) * PER_SECOND
    connection.reported = now
    connection.allowance = min(BURST, saved)
    if connection.allowance < 1:
        return False
    connection.allowance -= 1
    return True
