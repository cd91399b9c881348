"""Record the hashes of counted results in the journal, in the worker.

A result of thousands of ballots takes a part of a second to hash, which would hold the
server's event loop.
"""

from sqlalchemy import select

from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob
from kiosk.voting.events import VoteResultRecorded
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import COUNTED_STATES
from kiosk.voting.result_file import result_content, result_digest

DIGEST_JOB = "record_vote_result"


class ResultDigests(WorkerJob):
    """Records the hash of each counted result."""

    def install(self) -> None:
        """Register the job."""
        self._store.prompt_jobs.register(DIGEST_JOB, self.record)

    def resume(self) -> None:
        """Queue the votes whose result has no hash in the journal."""
        wanted = select(Vote.id).where(
            Vote.state.in_(COUNTED_STATES), Vote.result != "", Vote.result_digest == ""
        )
        with self._store.read_session() as session:
            votes = session.scalars(wanted.order_by(Vote.id)).all()
        for vote_id in votes:
            queue_digest(self._store, vote_id)

    def record(self, vote_id: int) -> None:
        """Record the hash of a vote's result, unless it was; repeatable."""
        with self._store.read_session() as session:
            vote = session.get(Vote, vote_id)
            if vote is None or vote.result_digest or not vote.result:
                return
            digest = result_digest(result_content(session, vote.meeting_id, vote_id))
            seen = vote.result
        with self._store.unit_of_work("worker") as work:
            vote = work.session.get(Vote, vote_id)
            # A count corrected meanwhile has queued a job of its own.
            if vote is None or vote.result_digest or vote.result != seen:
                return
            vote.result_digest = digest
            work.record(
                VoteResultRecorded(
                    meeting_id=vote.meeting_id, vote_id=vote_id, digest=digest
                )
            )


def queue_digest(store: Store, vote_id: int) -> None:
    """Queue the recording of a counted result's hash."""
    store.prompt_jobs.enqueue(DIGEST_JOB, vote_id=vote_id)
