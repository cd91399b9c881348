"""Note how many tellers have entered their share."""

from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.events import VotePrepared
from kiosk.voting.models import Vote


def set_shares_entered(work: UnitOfWork, *, vote_id: int, number: int) -> None:
    """Store the number of shares entered so far; the shares themselves are not here."""
    vote = work.session.get_one(Vote, vote_id)
    if vote.shares_entered == number:
        return
    vote.shares_entered = number
    vote.revision += 1
    work.record(VotePrepared(meeting_id=vote.meeting_id, vote_id=vote_id))
