"""Report how many ballots have been received, at most once a second."""

import logging
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from kiosk.errors import KioskError
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.events import VoteTurnout
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import count_cast
from kiosk.voting.rules.kinds import VoteState

log = logging.getLogger(__name__)

REPORT_INTERVAL_SECONDS = 1.0


class TurnoutReporter:
    """Reports of one server process; the one who closes reports the last number."""

    def __init__(self, store: Store, now: Callable[[], float] = time.monotonic) -> None:
        """Write into `store`; `now` gives monotonic seconds."""
        self._store, self._now = store, now
        self._reported_at: dict[int, float] = {}
        # Votes that have received ballots since their last report.
        self._changed: set[int] = set()

    def report(self, work: UnitOfWork, votes: set[int]) -> None:
        """Record the numbers of these votes with a change that keeps ballots.

        Where one was just recorded, `run` does it a moment later. The journal bears no
        voter's name.
        """
        due = self._due(votes)
        for vote_id in sorted(due):
            _record(work, vote_id)
        work.after_commit(lambda: self._committed(due, votes - due))

    def note(self, vote_id: int) -> None:
        """Record the number of ballots, in a change of its own."""
        if self._due({vote_id}):
            with self._store.unit_of_work("votes") as work:
                self.report(work, {vote_id})
        else:
            self._changed.add(vote_id)

    def run(self, sleep: Callable[[float], object]) -> None:
        """Report the last ballots, too, as long as the server runs."""
        while True:
            sleep(REPORT_INTERVAL_SECONDS)
            try:
                self.report_rest()
            except (KioskError, SQLAlchemyError) as error:
                log.info("the turnout is reported later: %s", error)

    def report_rest(self) -> None:
        """Record the numbers that are due."""
        if due := self._due(self._changed):
            with self._store.unit_of_work("votes") as work:
                self.report(work, due)

    def _due(self, votes: set[int]) -> set[int]:
        since = self._now() - REPORT_INTERVAL_SECONDS
        return {one for one in votes if self._reported_at.get(one, since) <= since}

    def _committed(self, reported: set[int], others: set[int]) -> None:
        self._changed = (self._changed - reported) | others
        self._reported_at |= dict.fromkeys(reported, self._now())


def _record(work: UnitOfWork, vote_id: int) -> None:
    vote = work.session.get(Vote, vote_id)
    if vote is not None and vote.state == VoteState.OPEN:
        cast = count_cast(work.session, vote)
        work.record(VoteTurnout(meeting_id=vote.meeting_id, vote_id=vote_id, cast=cast))
