"""Receipts of secret ballots: rules, the published list, and its recount."""

import base64
import copy
import hashlib
import json
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.roles import Role
from kiosk.voting.models import PlainBallot
from kiosk.voting.record.export import record_content
from kiosk.voting.result_file import check_code, result_content
from kiosk.voting.rules.receipts import (
    OpenedBallot,
    commitment_of,
    published_list,
    root_of,
    with_sound_nonces,
)
from kiosk.voting.sealing import seal
from tests.unit.voting.conftest import NO, YES
from tools import recount

A, B = "a" * 32, "b" * 32


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def tree_hash(leaves: list[bytes]) -> bytes:
    """Return the hash of RFC 6962, 2.1, as it is written there."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return sha(b"\x00" + leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha(b"\x01" + tree_hash(leaves[:half]) + tree_hash(leaves[half:]))


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=40))
def test_the_root_is_that_of_rfc_6962(leaves):
    commitments = [leaf.hex() for leaf in leaves]
    assert root_of(commitments) == tree_hash(leaves).hex()
    assert recount._root(commitments) == root_of(commitments)


def test_a_commitment_is_of_vote_choices_and_nonce():
    ballot = OpenedBallot('{"5":1}', A)
    found = commitment_of(7, ballot)
    assert found == hashlib.sha256(f'7|{{"5":1}}|{A}'.encode()).hexdigest()
    others = [(8, ballot), (7, OpenedBallot('{"6":1}', A)), (7, OpenedBallot("", A))]
    assert found not in {commitment_of(*other) for other in others}


@pytest.mark.parametrize("nonce", ["", "ab", "a" * 31, "a" * 33, "A" * 32, "g" * 32])
def test_a_nonce_of_a_wrong_form_is_refused_and_its_ballot_counts(nonce):
    kept = with_sound_nonces([OpenedBallot('{"5":1}', nonce)])
    assert kept == [OpenedBallot('{"5":1}')]


def test_a_repeated_nonce_is_refused_of_all_its_ballots():
    ballots = [OpenedBallot('{"5":1}', A), OpenedBallot('{"6":1}', A)]
    kept = with_sound_nonces([*ballots, OpenedBallot("{}", B)])
    assert [one.nonce for one in kept] == ["", "", B]
    assert [one.choices for one in kept] == ['{"5":1}', '{"6":1}', "{}"]


def test_an_invalid_ballot_has_no_receipt():
    assert with_sound_nonces([OpenedBallot("", A)]) == [OpenedBallot("")]


def test_the_list_is_the_same_whatever_the_order():
    ballots = [OpenedBallot("{}", secrets.token_hex(16)) for _ in range(9)]
    assert published_list(7, ballots) == published_list(7, ballots[::-1])


def cast_sealed(room, vote, tablet, place, nonce):
    shown = room.shown(vote)
    choices = {str(shown["options"][place]["id"]): 1}
    sealed = base64.b64encode(seal(shown["public_key"], vote, choices, nonce)).decode()
    reply = tablet.post(f"{room.at}/{vote}/ballot", json={"sealed": sealed})
    assert reply.json == {"kept": True, "sealed_by_server": False}


def counted(room):
    """Return a closed vote with three receipts and one ballot without, and nonces."""
    vote = room.opened(kind="secret", has_receipt=True)
    nonces = [secrets.token_hex(16) for _ in range(3)]
    for tablet, place, nonce in zip(room.tablets, (YES, YES, NO), nonces, strict=False):
        cast_sealed(room, vote, tablet, place, nonce)
    reply = room.cast(vote, room.tablets[3], YES)
    assert reply.json == {"kept": True, "sealed_by_server": True}
    room.act(vote, "close")
    return vote, nonces


def content_of(room, vote):
    with room.store.read_session() as session:
        return result_content(session, room.meeting, vote)


def check(content, tmp_path, *, is_signed=True):
    if is_signed:
        rest = {name: one for name, one in content.items() if name != "sha256"}
        content = rest | {"sha256": check_code(rest)}
    out = tmp_path / "result.json"
    out.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return recount.main([str(out)])


def test_all_ballots_are_listed_with_their_nonces_and_the_root(room, tmp_path, capsys):
    vote, nonces = counted(room)
    content = content_of(room, vote)
    assert content["vote"]["has_receipt"] is True
    ballots = content["ballots"]
    assert sorted(one["nonce"] for one in ballots) == sorted(["", *nonces])
    commitments = [one["commitment"] for one in ballots]
    assert commitments == sorted(commitments)
    assert content["result"]["receipt_root"] == root_of(commitments)
    assert content_of(room, vote) == content
    assert check(content, tmp_path, is_signed=False) == 0
    assert root_of(commitments) in capsys.readouterr().out


def test_the_root_stands_in_the_record_for_signing(room):
    vote, _ = counted(room)
    with room.store.read_session() as session:
        record = record_content(session, room.meeting, vote)
    root = record.result.receipt_root
    assert ("Mã gốc của danh sách phiếu (SHA-256)", root) in record.facts()
    plain = room.opened(kind="secret")
    room.act(plain, "close")
    with room.store.read_session() as session:
        record = record_content(session, room.meeting, plain)
    assert not [label for label, _ in record.facts() if "danh sách phiếu" in label]


def test_levels_blank_and_invalid_ballots_are_recounted_too(room, tmp_path):
    labels = ["Trần Thị Ngọc", "Hoàng Văn Thái"]
    fields = {"kind": "confidence", "form": "levels", "is_secret": True}
    vote = room.opened(has_receipt=True, labels=labels, **fields)
    shown = room.shown(vote)
    options = [str(one["id"]) for one in shown["options"]]
    high = dict.fromkeys(options, shown["levels"][0])
    for tablet, choices in zip(room.tablets, (high, {}, {"999": 1}), strict=False):
        nonce = secrets.token_hex(16)
        sealed = base64.b64encode(seal(shown["public_key"], vote, choices, nonce))
        body = {"sealed": sealed.decode()}
        assert tablet.post(f"{room.at}/{vote}/ballot", json=body).json["kept"]
    room.act(vote, "close")
    content = content_of(room, vote)
    without = [one["choices"] for one in content["ballots"] if not one["nonce"]]
    assert without == [None]
    assert check(content, tmp_path, is_signed=False) == 0


def changed_choice(content, _root):
    ballots = content["ballots"]
    mine, other = (
        ballots[0],
        next(one for one in ballots if one["choices"] != ballots[0]["choices"]),
    )
    mine["choices"], other["choices"] = other["choices"], mine["choices"]


def changed_nonce(content, _root):
    mine = next(one for one in content["ballots"] if one["nonce"])
    mine["nonce"] = secrets.token_hex(16)


def changed_nonce_and_commitment(content, _root):
    mine = next(one for one in content["ballots"] if one["nonce"])
    mine["nonce"] = secrets.token_hex(16)
    text = json.dumps(mine["choices"], separators=(",", ":"))
    ballot = OpenedBallot(text, mine["nonce"])
    mine["commitment"] = commitment_of(content["vote"]["id"], ballot)


def changed_root(content, _root):
    content["result"]["receipt_root"] = "0" * 64


def nonce_used_twice(content, root):
    first, second = [one for one in content["ballots"] if one["nonce"]][:2]
    second["nonce"] = first["nonce"]
    for one in content["ballots"]:
        text = json.dumps(one["choices"], separators=(",", ":"))
        ballot = OpenedBallot(text, one["nonce"])
        one["commitment"] = commitment_of(content["vote"]["id"], ballot)
    content["result"]["receipt_root"] = root(content)


def short_nonce(content, root):
    mine = next(one for one in content["ballots"] if one["nonce"])
    mine["nonce"] = "12"
    text = json.dumps(mine["choices"], separators=(",", ":"))
    ballot = OpenedBallot(text, "12")
    mine["commitment"] = commitment_of(content["vote"]["id"], ballot)
    content["result"]["receipt_root"] = root(content)


CHANGES = [
    (changed_choice, "từng phiếu"),
    (changed_nonce, "từng phiếu"),
    (changed_nonce_and_commitment, "mã gốc"),
    (changed_root, "mã gốc"),
    (nonce_used_twice, "dùng lại"),
    (short_nonce, "128 bit"),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_recount_finds_what_was_changed(room, tmp_path, capsys, change, words):
    content = copy.deepcopy(content_of(room, counted(room)[0]))
    change(content, lambda it: root_of(sorted(b["commitment"] for b in it["ballots"])))
    capsys.readouterr()
    assert check(content, tmp_path) == 1
    wrong = [x for x in capsys.readouterr().out.splitlines() if x.startswith("SAI ")]
    assert len(wrong) == (1 if words != "từng phiếu" else 2)
    assert words in wrong[0]


def test_a_file_without_its_commitments_is_no_result(room, tmp_path):
    content = content_of(room, counted(room)[0])
    del content["ballots"][0]["commitment"]
    assert check(content, tmp_path) == 2


def test_the_list_is_for_members_once_the_chair_has_announced(room):
    vote, nonces = counted(room)
    path = f"{room.at}/{vote}/receipts"
    for early in (room.tablets[0], room.chair, room.secretary):
        assert early.get(path).status_code == 404
    assert "receipt_root" not in json.dumps(room.shown(vote, room.tablets[0]))
    room.act(vote, "announce")
    reply = room.tablets[0].get(path)
    assert reply.status_code == 200
    assert reply.headers["Cache-Control"] == "private, no-store"
    rows = reply.json["ballots"]
    assert {nonce for _, nonce, _ in rows} == {"", *nonces}
    listed = [commitment for *_, commitment in rows]
    assert root_of(listed) == room.result(vote)["receipt_root"]
    assert room.shown(vote, room.tablets[0])["result"]["receipt_root"] == root_of(
        listed
    )
    assert "Lò Văn" not in reply.get_data(as_text=True)
    # Kept in memory from now on.
    assert room.chair.get(path).json == reply.json
    stranger = room.client_for(room.scene.make_member(room.scene.make_meeting()))
    assert stranger.get(path).status_code in {401, 403, 404}


def test_there_is_no_list_of_a_vote_without_receipts(room):
    vote = room.opened(kind="secret")
    cast_sealed(room, vote, room.tablets[0], YES, A)
    room.act(vote, "close")
    room.act(vote, "announce")
    assert room.chair.get(f"{room.at}/{vote}/receipts").status_code == 404
    assert room.result(vote)["receipt_root"] == ""
    assert content_of(room, vote)["ballots"] == [
        {"choices": {str(room.option(vote, YES)): 1}}
    ]
    with room.store.read_session() as session:
        assert {one.nonce for one in session.query(PlainBallot)} == {""}


def test_a_nonce_sent_twice_or_too_short_is_not_kept(room):
    vote = room.opened(kind="secret", has_receipt=True)
    for tablet, nonce in zip(room.tablets, (A, A, "12", B), strict=False):
        cast_sealed(room, vote, tablet, YES, nonce)
    room.act(vote, "close")
    assert room.result(vote)["valid"] == 4
    with room.store.read_session() as session:
        stored = session.query(PlainBallot).filter_by(vote_id=vote)
        assert sorted(one.nonce for one in stored) == ["", "", "", B]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "open"},
        {"kind": "hands"},
        {"kind": "paper", "is_secret": True},
        {"kind": "secret", "is_rehearsal": True},
        {"kind": "confidence", "form": "levels", "is_secret": False},
    ],
)
def test_only_real_secret_votes_on_tablets_have_receipts(room, fields):
    body = room.form(has_receipt=True, **fields)
    reply = room.secretary.post(room.at, json=body)
    assert (reply.status_code, reply.json["error"]) == (422, "bad_receipt")
    assert "mã biên nhận" in reply.json["message"]


def test_off_by_default_and_fixed_once_it_is_open(room):
    assert room.shown(room.add(kind="secret"))["has_receipt"] is False
    vote = room.add(kind="secret", has_receipt=True)
    assert room.shown(vote)["has_receipt"] is True
    room.act(vote, "open")
    assert room.shown(vote, room.tablets[0])["has_receipt"] is True
    form = {"revision": room.shown(vote)["revision"], "vote": room.form(kind="secret")}
    assert room.secretary.post(f"{room.at}/{vote}", json=form).status_code == 409


def test_invited_delegates_may_look_at_the_list(room):
    vote, _ = counted(room)
    room.act(vote, "announce")
    guest = room.client_for(room.person("Khách mời", Role.INVITED_DELEGATE))
    assert guest.get(f"{room.at}/{vote}/receipts").status_code == 200
