"""Close votes and count their ballots outside the event loop.

Repeatable at any point: the key is destroyed last, after the plain ballots are
committed and the sealed ones are gone from database and log.
"""

import logging
import secrets
from dataclasses import dataclass

from msgspec.structs import replace

from kiosk.identity import Actor
from kiosk.storage.erasure import erase_deleted_rows
from kiosk.storage.store import Store
from kiosk.voting.actions import closing
from kiosk.voting.actions.shares import set_shares_entered
from kiosk.voting.ballot_keys import BallotKeys
from kiosk.voting.digests import queue_digest
from kiosk.voting.key_shares import check_share, join_key
from kiosk.voting.models import SealedBallot, Vote
from kiosk.voting.opening import Runner
from kiosk.voting.queries import results
from kiosk.voting.queries.votes import get_vote, is_electronic, is_sealed
from kiosk.voting.rules.kinds import VoteState
from kiosk.voting.rules.receipts import (
    published_list,
    root_of,
    with_sound_nonces,
    without_nonces,
)
from kiosk.voting.rules.results import VoteResult
from kiosk.voting.rules.states import check_key_known, check_shares_wanted
from kiosk.voting.rules.tally import VoteQuestion
from kiosk.voting.sealing import open_shuffled

log = logging.getLogger(__name__)

# Until the number of ballots is the one that was counted.
TRIES = 3
PLAIN_KEY_BYTES = 16


@dataclass(frozen=True)
class OpenedBallots:
    """The result of a secret vote and its ballots, shuffled, under random keys."""

    result: VoteResult
    plain: list[tuple[bytes, str, str]]


def close_and_count(
    store: Store, run: Runner, *, actor: Actor, vote_id: int, seen: str
) -> bool:
    """Close a vote and count it where that needs nobody; return whether it is counted.

    :raises Conflict: it is not open, or somebody was faster.
    """
    with store.unit_of_work(actor.label) as work:
        vote = closing.close_vote(work, actor=actor, vote_id=vote_id, seen=seen)
    if not is_electronic(vote):
        return _count_entered(store, actor, vote)
    return count_closed(store, run, vote)


def count_closed(store: Store, run: Runner, vote: Vote) -> bool:
    """Count a closed electronic vote, unless its key is with the tellers; repeatable.

    Returns whether it is counted.

    :raises Conflict: its key is lost: the data folder was restored from a backup.
    """
    private_key = b""
    if is_sealed(vote) and not vote.result:
        keys = BallotKeys(store.config.data)
        private_key = run(keys.read, vote.id, vote.public_key) or b""
        if not private_key:
            return _is_counted_without_key(store, vote)
    return _count(store, run, vote, private_key)


def _is_counted_without_key(store: Store, vote: Vote) -> bool:
    """Tell whether another process has counted the vote meanwhile.

    :raises Conflict: nobody has, and no teller has a share either.
    """
    with store.read_session() as session:
        is_counted = bool(session.get_one(Vote, vote.id).result)
    check_key_known(is_counted=is_counted, share_count=vote.share_count)
    return is_counted


def enter_shares(
    store: Store, run: Runner, *, actor: Actor, vote_id: int, lines: list[str]
) -> bool:
    """Take tellers' shares; with enough of them count the vote and return True.

    :raises Conflict: the vote is not closed, or its key is not shared.
    :raises Invalid: the words are wrong.
    """
    with store.read_session() as session:
        vote = get_vote(session, actor.meeting_id, vote_id)
    check_shares_wanted(VoteState(vote.state), vote.share_count, vote.result)
    keys = BallotKeys(store.config.data)
    for line in lines:
        run(check_share, line)
    entered = run(keys.add_shares, vote.id, lines)
    private_key = None
    try:
        if len(entered) >= vote.share_threshold:
            wanted = entered[: vote.share_threshold]
            private_key = run(join_key, wanted, vote.public_key)
    except Exception:
        run(keys.destroy, vote.id)
        entered = []
        raise
    finally:
        with store.unit_of_work(actor.label) as work:
            set_shares_entered(work, vote_id=vote.id, number=len(entered))
    return private_key is not None and _count(store, run, vote, private_key)


def _count_entered(store: Store, actor: Actor, vote: Vote) -> bool:
    with store.unit_of_work(actor.label) as work:
        result = results.entered_result(work.session, vote)
        if result is None:
            return False
        counted = closing.Counted(result, 0)
        work.after_commit(lambda: queue_digest(store, vote.id))
        return closing.store_count(work, vote_id=vote.id, counted=counted)


def _count(store: Store, run: Runner, vote: Vote, private_key: bytes) -> bool:
    is_counted = bool(vote.result)
    for _ in range(TRIES):
        if is_counted:
            break
        counted = _compute(store, run, vote, private_key)
        with store.unit_of_work("votes") as work:
            work.after_commit(lambda: queue_digest(store, vote.id))
            is_counted = closing.store_count(work, vote_id=vote.id, counted=counted)
            # Another process may have stored the same count.
            is_counted = is_counted or bool(work.session.get_one(Vote, vote.id).result)
    if is_counted and is_sealed(vote):
        destroy_traces(store, run, vote.id)
    return is_counted


def _compute(
    store: Store, run: Runner, vote: Vote, private_key: bytes
) -> closing.Counted:
    with store.read_session() as session:
        question = results.question_of(session, vote)
        if not is_sealed(vote):
            named = results.named_ballots(session, vote.id)
            chair = results.chair_choice(session, vote)
        else:
            sealed = results.sealed_ballots(session, vote.id)
    if not is_sealed(vote):
        result = run(results.open_result, question, named, chair)
        return closing.Counted(result, len(named))
    opened = run(open_and_count, question, private_key, vote.id, sealed)
    return closing.Counted(opened.result, len(sealed), opened.plain)


def open_and_count(
    question: VoteQuestion, private_key: bytes, vote_id: int, sealed: list[bytes]
) -> OpenedBallots:
    """Open sealed ballots and count them; long for thousands, so outside the loop."""
    opened = open_shuffled(private_key, vote_id, question.terms, sealed)
    opened = (with_sound_nonces if question.has_receipt else without_nonces)(opened)
    result = results.secret_result(question, [one.choices for one in opened])
    if question.has_receipt:
        listed = published_list(vote_id, opened)
        result = replace(
            result, receipt_root=root_of([one.commitment for one in listed])
        )
    keyed = sorted(
        (secrets.token_bytes(PLAIN_KEY_BYTES), one.choices, one.nonce) for one in opened
    )
    return OpenedBallots(result, keyed)


def destroy_traces(store: Store, run: Runner, vote_id: int) -> None:
    """Remove what the erased ballots left in the database's files, then the key."""
    if not erase_deleted_rows(store.database, SealedBallot.__tablename__, run):
        # The key goes all the same: without it sealed ballots tell nothing.
        log.warning("sealed ballots are still in the log of the database, unreadable")
    run(BallotKeys(store.config.data).destroy, vote_id)
