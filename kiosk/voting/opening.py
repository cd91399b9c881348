"""Open a vote with a new key pair: the key is kept, or shared, before the change."""

from collections.abc import Callable
from typing import Any

from kiosk.identity import Actor
from kiosk.storage.store import Store
from kiosk.voting.actions.opening import open_vote
from kiosk.voting.ballot_keys import BallotKeys
from kiosk.voting.key_shares import split_key
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import get_vote, is_sealed
from kiosk.voting.rules.kinds import VoteState
from kiosk.voting.sealing import new_key, public_key_of

# Calls a function outside the event loop.
Runner = Callable[..., Any]


def open_with_key(
    store: Store, run: Runner, *, actor: Actor, vote_id: int, seen: str
) -> list[str]:
    """Open a vote; return the tellers' shares where its key is shared, else nothing.

    Shares are returned once and kept nowhere.

    :raises KioskError: as `actions.opening.open_vote`.
    """
    with store.read_session() as session:
        vote = get_vote(session, actor.meeting_id, vote_id)
    if not is_sealed(vote) or vote.state != VoteState.DRAFT:
        _open(store, actor, vote_id, seen, "")
        return []
    private_key = new_key()
    public_key = public_key_of(private_key)
    if vote.share_count:
        shares = run(split_key, private_key, vote.share_threshold, vote.share_count)
        is_ours = _open(store, actor, vote_id, seen, public_key)
        return list(shares) if is_ours else []
    _open_with_kept_key(store, run, actor, vote, (seen, public_key, private_key))
    return []


def _open_with_kept_key(
    store: Store, run: Runner, actor: Actor, vote: Vote, opening: tuple[str, str, bytes]
) -> None:
    seen, public_key, private_key = opening
    keys, is_ours = BallotKeys(store.config.data), False
    run(keys.keep, vote.id, public_key, private_key)
    try:
        is_ours = _open(store, actor, vote.id, seen, public_key)
    finally:
        # Refused, or somebody else has opened the vote with another key.
        if not is_ours:
            run(keys.destroy_one, vote.id, public_key)


def _open(store: Store, actor: Actor, vote_id: int, seen: str, public_key: str) -> bool:
    with store.unit_of_work(actor.label) as work:
        vote = open_vote(
            work, actor=actor, vote_id=vote_id, seen=seen, public_key=public_key
        )
        return vote.public_key == public_key
