"""When staff sign-ins were last used: in memory, written down seldom.

A request never writes because it was made. A background task of each server process
writes the last use of a sign-in at most once in five minutes, and ends those that have
not been used for KIOSK_STAFF_IDLE_MINUTES.
"""

import datetime as dt
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.accounts import actions, queries
from kiosk.accounts.rules import LAST_USE_WRITE_INTERVAL
from kiosk.errors import KioskError
from kiosk.live.presence.presence import Presence
from kiosk.meetings.queries import running_meetings
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# Pause between two looks, in seconds.
USAGE_WRITE_SECONDS = 60.0


class SessionUsageRecorder:
    """Keeps the last uses that one server process has seen."""

    def __init__(self, store: Store, presence: Presence) -> None:
        """Write into `store`; `presence` says which sign-ins follow a meeting."""
        self._store, self._presence = store, presence
        self.idle_limit = idle_limit(store.config.staff_idle_minutes)
        self._used: dict[int, dt.datetime] = {}
        self._written: dict[int, dt.datetime] = {}

    def note(self, sign_in_id: int) -> None:
        """Remember that a staff sign-in is used now."""
        self._used[sign_in_id] = clock.now()

    def run(self, sleep: Callable[[float], object]) -> None:
        """Write and look for as long as the server lives."""
        while True:
            try:
                self.step()
            except (KioskError, SQLAlchemyError) as error:
                log.info("last uses are written later: %s", error)
            sleep(USAGE_WRITE_SECONDS)

    def step(self) -> None:
        """Write the last uses that are due, then end what has been idle too long."""
        self._write()
        if self.idle_limit is not None:
            self._end_idle(self.idle_limit)

    def _write(self) -> None:
        since = clock.now() - LAST_USE_WRITE_INTERVAL
        recent = {one: at for one, at in self._written.items() if at > since}
        due = {one: at for one, at in self._used.items() if one not in recent}
        if due:
            with self._store.unit_of_work("usage") as work:
                actions.record_last_uses(work, due)
        for one, at in due.items():
            # Used again while it was written: that is for the next time.
            if self._used.get(one) == at:
                del self._used[one]
        self._written = recent | dict.fromkeys(due, clock.now())

    def _end_idle(self, limit: dt.timedelta) -> None:
        with self._store.read_session() as session:
            idle = queries.idle_sign_ins(session, clock.now() - limit)
            running = running_meetings(session) if idle else []
        if not idle:
            return
        # A screen that follows a running meeting is used, though nobody touches it.
        follows = {
            sign_in_id
            for meeting_id in running
            for sign_in_id, tablet in self._presence.tablets(meeting_id).items()
            if tablet.gone_at is None
        }
        in_use = [one for one in idle if one in follows or one in self._used]
        with self._store.unit_of_work("usage") as work:
            actions.record_last_uses(work, dict.fromkeys(in_use, work.now))
            actions.end_idle_sessions(work, idle, limit)


def idle_limit(minutes: int) -> queries.IdleLimit:
    """Return how long a staff sign-in may be unused; none: as long as it likes."""
    return dt.timedelta(minutes=minutes) if minutes else None
