"""The worker finishes what a crash has left of a secret vote."""

import datetime as dt

from kiosk import clock
from kiosk.voting import counting
from kiosk.voting.ballot_keys import BallotKeys
from kiosk.voting.models import Vote
from kiosk.voting.recovery import InterruptedVotes
from tests.unit.voting.conftest import YES


class CrashError(Exception):
    """The server is gone."""


def crash(*_values, **_named):
    raise CrashError


def close_with_crash(room, vote, monkeypatch, where, name):
    with monkeypatch.context() as patch:
        patch.setattr(where, name, crash)
        assert room.chair.post(f"{room.at}/{vote}/close", json={}).status_code == 500


def keys(room):
    return BallotKeys(room.store.config.data).votes()


def sweep_later(room, **delta):
    with clock.frozen(clock.now() + dt.timedelta(**delta)):
        InterruptedVotes(room.store).sweep()


def test_a_vote_whose_count_was_interrupted_is_counted(room, monkeypatch):
    vote = room.opened(kind="secret")
    room.cast(vote, room.tablets[0], YES)
    close_with_crash(room, vote, monkeypatch, counting, "open_and_count")
    sweep_later(room, seconds=5)
    assert room.result(vote) is None
    sweep_later(room, minutes=2)
    assert room.result(vote)["rows"][0]["count"] == 1
    assert keys(room) == set()


def test_a_key_left_behind_is_destroyed(room, monkeypatch):
    vote = room.opened(kind="secret")
    close_with_crash(room, vote, monkeypatch, BallotKeys, "destroy")
    assert keys(room) == {vote}
    sweep_later(room, seconds=0)
    assert keys(room) == set()


def test_the_key_of_an_open_vote_is_kept(room):
    vote = room.opened(kind="secret")
    sweep_later(room, hours=5)
    assert keys(room) == {vote}


def test_the_key_of_a_vote_that_is_gone_is_destroyed(room):
    vote = room.opened(kind="secret")
    with room.store.unit_of_work("test") as work:
        work.session.delete(work.session.get_one(Vote, vote))
    sweep_later(room, seconds=0)
    assert keys(room) == set()


def test_without_its_key_a_vote_can_only_be_cancelled(room):
    vote = room.opened(kind="secret")
    room.cast(vote, room.tablets[0], YES)
    BallotKeys(room.store.config.data).destroy(vote)
    for _ in range(2):
        assert room.act(vote, "close", status=409)["error"] == "key_lost"
    assert room.shown(vote)["state"] == "closed"
    room.act(vote, "cancel")


def test_a_vote_with_shared_key_waits_for_the_tellers(room):
    vote = room.add(kind="secret", share_count=2, share_threshold=2)
    shares = room.act(vote, "open")["shares"]
    room.act(vote, "close")
    room.act(vote, "shares", words=shares[0])
    sweep_later(room, hours=1)
    assert room.result(vote) is None
    assert room.act(vote, "shares", words=shares[1]) == {"counted": True}
