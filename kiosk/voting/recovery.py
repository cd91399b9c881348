"""Finish the closing of secret votes that a crash has interrupted, in the worker."""

import datetime as dt
import logging

from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.errors import KioskError
from kiosk.storage.blocking import run_inline
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob
from kiosk.voting.ballot_keys import BallotKeys
from kiosk.voting.counting import count_closed, destroy_traces
from kiosk.voting.models import Vote
from kiosk.voting.rules.kinds import VoteState

log = logging.getLogger(__name__)

# A server that is still counting is left alone.
COUNTING_TIME = dt.timedelta(minutes=1)


class InterruptedVotes(WorkerJob):
    """Counts closed votes whose key is still there, and destroys keys left behind."""

    def sweep(self) -> None:
        """Finish them; on an error the next run continues."""
        try:
            for vote_id in sorted(BallotKeys(self._store.config.data).votes()):
                finish_vote(self._store, vote_id)
        except (KioskError, SQLAlchemyError, OSError) as error:
            log.info("finishing interrupted votes is postponed: %s", error)


def finish_vote(store: Store, vote_id: int) -> None:
    """Do what is left to do of a vote whose key is on the disk."""
    with store.read_session() as session:
        vote = session.get(Vote, vote_id)
    if vote is None or vote.result or vote.state == VoteState.CANCELLED:
        destroy_traces(store, run_inline, vote_id)
    elif vote.closed_at is not None and vote.closed_at < clock.now() - COUNTING_TIME:
        count_closed(store, run_inline, vote)
