"""Record the last use of staff sign-ins and end idle ones.

Requests only note the time in memory. A background task of each server process stores
a sign-in's last use at most every five minutes, and ends sign-ins not used for
KIOSK_STAFF_IDLE_MINUTES.
"""

import datetime as dt
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.accounts.actions import sessions
from kiosk.accounts.queries import identity, own_account
from kiosk.accounts.rules import LAST_USE_WRITE_INTERVAL
from kiosk.errors import KioskError
from kiosk.live.presence.presence import Presence
from kiosk.meetings.queries import running_meetings
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# Interval of the background task, in seconds.
USAGE_WRITE_SECONDS = 60.0


class SessionUsageRecorder:
    """Collects last uses in one server process."""

    def __init__(self, store: Store, presence: Presence) -> None:
        """Write into `store`; `presence` knows which sign-ins follow a meeting."""
        self._store, self._presence = store, presence
        self.idle_limit = idle_limit(store.config.staff_idle_minutes)
        self._used: dict[int, dt.datetime] = {}
        self._written: dict[int, dt.datetime] = {}

    def note(self, sign_in_id: int) -> None:
        """Note that a staff sign-in is used now."""
        self._used[sign_in_id] = clock.now()

    def run(self, sleep: Callable[[float], object]) -> None:
        """Run `step` at intervals for the server's lifetime."""
        while True:
            try:
                self.step()
            except (KioskError, SQLAlchemyError) as error:
                log.info("writing last uses is postponed: %s", error)
            sleep(USAGE_WRITE_SECONDS)

    def step(self) -> None:
        """Write last uses that are due, then end idle sign-ins."""
        self._write()
        if self.idle_limit is not None:
            self._end_idle(self.idle_limit)

    def _write(self) -> None:
        since = clock.now() - LAST_USE_WRITE_INTERVAL
        recent = {one: at for one, at in self._written.items() if at > since}
        due = {one: at for one, at in self._used.items() if one not in recent}
        if due:
            with self._store.unit_of_work("usage") as work:
                sessions.record_last_uses(work, due)
        for one, at in due.items():
            # A use during the write is kept for the next one.
            if self._used.get(one) == at:
                del self._used[one]
        self._written = recent | dict.fromkeys(due, clock.now())

    def _end_idle(self, limit: dt.timedelta) -> None:
        with self._store.read_session() as session:
            idle = own_account.idle_sign_ins(session, clock.now() - limit)
            running = running_meetings(session) if idle else []
        if not idle:
            return
        # A screen that follows a running meeting counts as used.
        follows = {
            sign_in_id
            for meeting_id in running
            for sign_in_id, tablet in self._presence.tablets(meeting_id).items()
            if tablet.gone_at is None
        }
        in_use = [one for one in idle if one in follows or one in self._used]
        with self._store.unit_of_work("usage") as work:
            sessions.record_last_uses(work, dict.fromkeys(in_use, work.now))
            sessions.end_idle_sessions(work, idle, limit)


def idle_limit(minutes: int) -> identity.IdleLimit:
    """Return how long a staff sign-in may be unused; 0 minutes: unlimited."""
    return dt.timedelta(minutes=minutes) if minutes else None
