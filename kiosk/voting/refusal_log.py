"""Log refused acts: at once, or together when many come at the same time.

12,000 tablets whose ballots come too late must not cost a commit each.
"""

import time
from collections import Counter
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Meeting
from kiosk.storage.idempotency import keyed_request
from kiosk.storage.store import Store
from kiosk.voting.actions.refusals import store_refusals
from kiosk.voting.models import VoteRefusal
from kiosk.voting.rules.refusals import RefusedAct

# At most one commit in this time, in seconds.
WRITE_INTERVAL_SECONDS = 1.0
# More are not kept between two commits.
MAX_WAITING = 20_000
MAX_LISTED = 1000


class RefusalLog:
    """The refusals of one server process that wait to be stored."""

    def __init__(self, store: Store, now: Callable[[], float] = time.monotonic) -> None:
        """Write into `store`; `now` gives monotonic seconds."""
        self._store, self._now = store, now
        self._waiting: Counter[RefusedAct] = Counter()
        self._written_at = float("-inf")

    def note(self, refused: RefusedAct) -> None:
        """Log a refusal, with those that wait, unless one was just written."""
        if refused in self._waiting or len(self._waiting) < MAX_WAITING:
            self._waiting[refused] += 1
        if self._now() - self._written_at >= WRITE_INTERVAL_SECONDS:
            self.write()

    @property
    def waiting(self) -> int:
        """Return how many refusals wait to be stored."""
        return self._waiting.total()

    def write(self) -> None:
        """Store what waits."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, Counter()
        self._written_at = self._now()
        # The refused request itself has changed nothing and may be tried again.
        token = keyed_request.set(None)
        try:
            self._store_all(waiting)
        finally:
            keyed_request.reset(token)

    def _store_all(self, waiting: Counter[RefusedAct]) -> None:
        with self._store.unit_of_work("votes") as work:
            meetings = {
                meeting_id
                for meeting_id in {one.meeting_id for one in waiting}
                if work.session.get(Meeting, meeting_id) is not None
            }
            known = [pair for pair in waiting.items() if pair[0].meeting_id in meetings]
            store_refusals(work, known)


def refusals_of(session: Session, meeting_id: int) -> list[VoteRefusal]:
    """Return the meeting's refusals, newest first."""
    wanted = select(VoteRefusal).where(VoteRefusal.meeting_id == meeting_id)
    newest = wanted.order_by(VoteRefusal.last_at.desc(), VoteRefusal.id.desc())
    return list(session.scalars(newest.limit(MAX_LISTED)))
