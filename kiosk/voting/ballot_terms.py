"""Check a ballot's content before it joins a batch.

What may be marked on a ballot and the key it is sealed with never change once the vote
is open, so they are read once by each server process. Whether the vote is still open,
and whose ballots it takes, is asked in the transaction that keeps the ballot.
"""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from kiosk.errors import Invalid
from kiosk.identity import Actor
from kiosk.storage.database import ReadSession
from kiosk.voting.actions.ballot_batch import ReadyBallot
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import is_electronic, is_sealed, options_of, terms_of
from kiosk.voting.rules.ballots import BallotTerms, canonical, find_fault
from kiosk.voting.rules.forms import CastForm, Choices
from kiosk.voting.rules.kinds import VoteState
from kiosk.voting.sealing import read_sealed, seal

# Votes whose terms are kept in memory.
MAX_VOTES = 64


@dataclass(frozen=True)
class OpenVote:
    """What never changes of a vote once it is open."""

    meeting_id: int
    opened_at: dt.datetime | None
    terms: BallotTerms
    # Empty: the vote is not secret.
    public_key: str


def _read_vote(session: Session, vote_id: int) -> OpenVote | None:
    vote = session.get(Vote, vote_id)
    if vote is None or vote.state != VoteState.OPEN or not is_electronic(vote):
        return None
    terms = terms_of(vote, options_of(session, vote_id))
    public_key = vote.public_key if is_sealed(vote) else ""
    return OpenVote(vote.meeting_id, vote.opened_at, terms, public_key)


class BallotChecker:
    """Checks and seals ballots of one server process."""

    def __init__(self, read_session: ReadSession) -> None:
        """Read votes in sessions of `read_session`."""
        self._read_session = read_session
        self._votes: dict[int, OpenVote] = {}

    def ready(self, actor: Actor, vote_id: int, form: CastForm) -> ReadyBallot | None:
        """Return a ballot to be kept; None: it needs a closer look.

        :raises DatabaseUnavailable: the vote could not be read.
        """
        vote = self._vote(vote_id)
        if vote is None or vote.meeting_id != actor.meeting_id:
            return None
        if form.choices is not None and form.sealed is None:
            return _from_choices(vote, actor, vote_id, form, form.choices)
        if form.sealed is None or form.choices is not None or not vote.public_key:
            return None
        try:
            sealed = read_sealed(form.sealed)
        except Invalid:
            return None
        key = form.key
        return ReadyBallot(actor, vote_id, vote.opened_at, sealed=sealed, retry_key=key)

    def forget(self, vote_id: int) -> None:
        """Read a vote anew at its next ballot: one of its ballots was not kept."""
        self._votes.pop(vote_id, None)

    def _vote(self, vote_id: int) -> OpenVote | None:
        vote = self._votes.get(vote_id)
        if vote is None:
            with self._read_session() as session:
                vote = _read_vote(session, vote_id)
            if vote is not None:
                if len(self._votes) >= MAX_VOTES:
                    self._votes.clear()
                self._votes[vote_id] = vote
        return vote


def _from_choices(
    vote: OpenVote, actor: Actor, vote_id: int, form: CastForm, choices: Choices
) -> ReadyBallot | None:
    if find_fault(vote.terms, choices):
        return None
    blank = ReadyBallot(actor, vote_id, vote.opened_at, retry_key=form.key)
    if not vote.public_key:
        return replace(blank, choices=canonical(choices))
    sealed = seal(vote.public_key, vote_id, choices)
    return replace(blank, sealed=sealed, is_sealed_by_server=True)
