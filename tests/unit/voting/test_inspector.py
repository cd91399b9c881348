"""The inspector: with everything on the disk nobody finds out who chose what."""

import base64
import json
import logging
import secrets
import sqlite3

import pytest
from nacl.public import PrivateKey, SealedBox
from sqlalchemy import text

from kiosk.backup.create import create_backup
from kiosk.voting import counting
from kiosk.voting.ballot_keys import BallotKeys
from kiosk.voting.models import PlainBallot, SealedBallot
from kiosk.voting.sealing import seal
from tests.unit.voting.conftest import NO, OTHER, YES, VotingRoom

PLACES = (YES, NO, OTHER, YES, YES, NO, YES)


@pytest.fixture
def database_url():
    """The files are SQLite's."""
    return ""


@pytest.fixture
def room(scene, store, client_for):
    return VotingRoom(scene, store, client_for, delegates=len(PLACES))


def files_below(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sealed_by_tablet(room, vote, place, nonce=""):
    shown = room.shown(vote)
    choices = {str(shown["options"][place]["id"]): 1}
    return seal(shown["public_key"], vote, choices, nonce)


def cast_all(room, vote):
    """Cast ballots, every other one sealed by the tablet; return the sealed bytes."""
    for index, (tablet, place) in enumerate(zip(room.tablets, PLACES, strict=True)):
        if index % 2:
            sealed = base64.b64encode(sealed_by_tablet(room, vote, place)).decode()
            path = f"{room.at}/{vote}/ballot"
            reply = tablet.post(path, json={"sealed": sealed})
            assert reply.json == {"kept": True, "sealed_by_server": False}
        else:
            assert room.cast(vote, tablet, place).json["kept"]
    with room.store.read_session() as session:
        wanted = session.query(SealedBallot).filter_by(vote_id=vote)
        return {one.member_id: one.sealed for one in wanted}


def keys_in(files, sealed):
    """Return the 32-byte strings of small files that open a sealed ballot."""
    found = []
    for content in files.values():
        pieces = {content} if len(content) == 32 else set()
        for piece in pieces:
            try:
                SealedBox(PrivateKey(piece)).decrypt(sealed)
            except Exception:  # noqa: BLE001 it is no key of this ballot
                continue
            found.append(piece)
    return found


def test_taken_after_the_close_nothing_links_a_person_to_a_choice(room, tmp_path):
    vote = room.opened(kind="secret")
    sealed = cast_all(room, vote)
    data, backups = room.store.config.data, tmp_path / "backups"
    create_backup(room.store, backups)
    before = files_below(data)
    assert any(one in b"".join(before.values()) for one in sealed.values())
    (key,) = keys_in(before, next(iter(sealed.values())))

    room.act(vote, "close")
    shown = room.shown(vote)
    assert [row["count"] for row in shown["result"]["rows"]] == [4, 2, 1]
    assert shown["sealed_by_server"] == 4

    after = files_below(data)
    whole = b"".join(after.values())
    assert not any(one in whole for one in sealed.values())
    assert key not in whole
    assert key not in b"".join(files_below(backups).values())
    assert not keys_in(after | files_below(backups), next(iter(sealed.values())))


def test_plain_ballots_and_journal_bear_no_name_time_or_order(room, caplog):
    caplog.set_level(logging.DEBUG)
    vote = room.opened(kind="secret")
    cast_all(room, vote)
    room.act(vote, "close")
    shown = room.shown(vote)
    with room.store.read_session() as session:
        ballots = session.query(PlainBallot).filter_by(vote_id=vote).all()
        assert len(ballots) == len(PLACES)
        assert all(len(one.key) == 16 for one in ballots)
        columns = session.execute(text("SELECT * FROM plain_ballots")).keys()
        assert set(columns) == {"vote_id", "key", "choices", "nonce"}
        assert {one.nonce for one in ballots} == {""}
        with pytest.raises(Exception, match="rowid"):
            session.execute(text("SELECT rowid FROM plain_ballots"))
        journal = session.execute(text("SELECT actor, body FROM journal")).all()
    voters = {f"member:{one}" for one in room.delegates}
    assert not any(voter in actor for voter in voters for actor, _ in journal)
    option_ids = {str(one["id"]) for one in shown["options"]}
    assert not any(f'"{one}"' in body for one in option_ids for _, body in journal)
    lines = [record.getMessage() for record in caplog.records]
    assert not [line for line in lines if "kiosk" in line and "ballot" in line]


def test_receipts_link_nobody_and_lie_nowhere_before_the_close(room, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    vote = room.opened(kind="secret", has_receipt=True)
    nonces = [secrets.token_hex(16) for _ in PLACES]
    for tablet, place, nonce in zip(room.tablets, PLACES, nonces, strict=True):
        sealed = base64.b64encode(sealed_by_tablet(room, vote, place, nonce)).decode()
        body = {"sealed": sealed, "key": secrets.token_hex(16)}
        assert tablet.post(f"{room.at}/{vote}/ballot", json=body).json["kept"]
    create_backup(room.store, tmp_path / "backups")
    during = files_below(room.store.config.data) | files_below(tmp_path)
    assert not any(is_in(nonce, during) for nonce in nonces)

    room.act(vote, "close")
    room.act(vote, "announce")
    with room.store.read_session() as session:
        stored = session.query(PlainBallot).filter_by(vote_id=vote).all()
        assert {one.nonce for one in stored} == set(nonces)
        wanted = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = set(session.execute(text(wanted)).scalars())
        holders = {name for name in tables if holds_one_of(session, name, nonces)}
    assert holders == {"plain_ballots"}
    files = files_below(room.store.config.data)
    named = {
        path.name
        for path, content in files.items()
        if any(is_in(nonce, {path: content}) for nonce in nonces)
    }
    assert named <= {"kiosk.db", "kiosk.db-wal"}
    lines = [record.getMessage() for record in caplog.records]
    assert not [line for line in lines if any(nonce in line for nonce in nonces)]


def holds_one_of(session, table, nonces):
    rows = session.execute(text(f'SELECT * FROM "{table}"')).all()
    return any(nonce in str(row) for row in rows for nonce in nonces)


def is_in(nonce, files):
    whole = b"".join(files.values())
    return nonce.encode() in whole or bytes.fromhex(nonce) in whole


def test_the_order_of_plain_ballots_is_not_the_order_of_casting(room):
    orders = set()
    for _ in range(4):
        vote = room.opened(kind="secret")
        for tablet, place in zip(room.tablets, PLACES, strict=True):
            room.cast(vote, tablet, place)
        room.act(vote, "close")
        with room.store.read_session() as session:
            stored = session.query(PlainBallot).filter_by(vote_id=vote)
            ids = [one["id"] for one in room.shown(vote)["options"]]
            orders.add(
                tuple(
                    ids.index(int(next(iter(json.loads(one.choices)))))
                    for one in stored.order_by(PlainBallot.key)
                )
            )
    assert len(orders) > 1
    assert all(sorted(one) == sorted(PLACES) for one in orders)


def test_taken_during_the_vote_nothing_opens_without_the_key(room, tmp_path):
    vote = room.opened(kind="secret")
    sealed = cast_all(room, vote)
    create_backup(room.store, tmp_path / "backups")
    folder = room.store.config.data / "ballot_keys"
    (key_file,) = folder.iterdir()
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o077 == 0
    backup = files_below(tmp_path / "backups")
    assert not [path for path in backup if "ballot_keys" in str(path)]
    without_key = {
        path: content
        for path, content in (files_below(room.store.config.data) | backup).items()
        if path != key_file
    }
    key = key_file.read_bytes()
    assert key not in b"".join(without_key.values())
    for one in sealed.values():
        assert not keys_in(without_key, one)
        assert str(room.option(vote, YES)).encode() + b'":1' not in one


def test_sealed_ballots_of_equal_choices_look_different_and_have_one_length(room):
    vote = room.opened(kind="secret")
    several = [sealed_by_tablet(room, vote, YES) for _ in range(5)]
    several += [sealed_by_tablet(room, vote, NO) for _ in range(5)]
    assert len(set(several)) == 10
    assert {len(one) for one in several} == {256 + 48}


def test_a_shared_key_is_on_no_disk(room):
    vote = room.add(kind="secret", share_count=3, share_threshold=2)
    shares = room.act(vote, "open")["shares"]
    assert len(shares) == 3
    sealed = cast_all(room, vote)
    assert not keys_in(files_below(room.store.config.data), next(iter(sealed.values())))
    assert room.act(vote, "open")["shares"] == []
    assert room.act(vote, "close") == {"counted": False}
    assert room.result(vote) is None
    room.act(vote, "announce", status=409)
    assert room.act(vote, "shares", words=shares[0]) == {"counted": False}
    assert room.shown(vote)["shares_entered"] == 1
    room.act(vote, "shares", words=shares[0])
    assert room.shown(vote)["shares_entered"] == 1
    wrong = shares[1].replace(shares[1].split()[5], "academic", 1)
    assert room.act(vote, "shares", words=wrong, status=422)["error"] == "wrong_share"
    assert room.act(vote, "shares", words=[shares[2].upper()]) == {"counted": True}
    assert [row["count"] for row in room.result(vote)["rows"]] == [4, 2, 1]
    assert list((room.store.config.data / "ballot_keys").iterdir()) == []


def test_shares_of_another_vote_open_nothing(room):
    first = room.add(kind="secret", share_count=2, share_threshold=2)
    others = room.act(first, "open")["shares"]
    room.act(first, "close")
    second = room.add(kind="secret", share_count=2, share_threshold=2)
    shares = room.act(second, "open")["shares"]
    room.cast(second, room.tablets[0], YES)
    room.act(second, "close")
    reply = room.act(second, "shares", words=others, status=422)
    assert reply["error"] == "wrong_shares"
    assert room.shown(second)["shares_entered"] == 0
    assert room.act(second, "shares", words=shares) == {"counted": True}


@pytest.mark.parametrize("step", ["open_and_count", "erase_deleted_rows", "BallotKeys"])
def test_a_crash_in_the_middle_of_closing_loses_nothing(room, monkeypatch, step):
    vote = room.opened(kind="secret")
    sealed = cast_all(room, vote)

    class CrashError(Exception):
        pass

    def crash(*_values, **_named):
        raise CrashError

    with monkeypatch.context() as patch:
        if step == "BallotKeys":
            patch.setattr(BallotKeys, "destroy", crash)
        else:
            patch.setattr(counting, step, crash)
        reply = room.chair.post(f"{room.at}/{vote}/close", json={})
        assert reply.status_code == 500
    late = room.cast(vote, room.chair, YES)
    assert late.json["error"] == "vote_over"
    assert room.act(vote, "close") == {"counted": True}
    assert [row["count"] for row in room.result(vote)["rows"]] == [4, 2, 1]
    whole = b"".join(files_below(room.store.config.data).values())
    assert not any(one in whole for one in sealed.values())
    assert not list((room.store.config.data / "ballot_keys").iterdir())


def test_what_is_no_ballot_of_this_vote_is_counted_as_invalid(room):
    vote = room.opened(kind="secret")
    shown = room.shown(vote)
    yes, no = (one["id"] for one in shown["options"][:2])
    wrong = [
        seal(shown["public_key"], vote + 1, {str(yes): 1}),
        seal(shown["public_key"], vote, {str(yes): 1, str(no): 1}),
        seal(shown["public_key"], vote, {"999": 1}),
        bytes(256 + 48),
    ]
    for tablet, one in zip(room.tablets, wrong, strict=False):
        body = {"sealed": base64.b64encode(one).decode()}
        assert tablet.post(f"{room.at}/{vote}/ballot", json=body).json["kept"]
    room.act(vote, "close")
    result = room.result(vote)
    assert (result["invalid"], result["valid"]) == (4, 0)
    assert result["base_counts"]["cast"] == 4


@pytest.mark.parametrize("sealed", ["", "x", "AAAA", "A" * 4 * 25])
def test_what_cannot_be_sealed_is_refused(room, sealed):
    vote = room.opened(kind="secret")
    path = f"{room.at}/{vote}/ballot"
    reply = room.tablets[0].post(path, json={"sealed": sealed})
    assert (reply.status_code, reply.json["error"]) == (422, "not_sealed")


def test_a_cancelled_vote_leaves_neither_ballots_nor_key(room):
    vote = room.opened(kind="secret")
    sealed = cast_all(room, vote)
    room.act(vote, "cancel", reason="Nhầm câu hỏi")
    whole = b"".join(files_below(room.store.config.data).values())
    assert not any(one in whole for one in sealed.values())
    assert not list((room.store.config.data / "ballot_keys").iterdir())
    assert room.shown(vote)["cast"] == len(PLACES)
    with sqlite3.connect(room.store.config.data / "kiosk.db") as link:
        counts = [
            link.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("sealed_ballots", "plain_ballots", "named_ballots")
        ]
    link.close()
    assert counts == [0, 0, 0]
