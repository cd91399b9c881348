"""Receipts: nonces, commitments, and the root over their list."""

import hashlib

import pytest

from kiosk.voting.rules.receipts import (
    ListedBallot,
    OpenedBallot,
    commitment_of,
    published_list,
    root_of,
    with_sound_nonces,
    without_nonces,
)

CHOICES = '{"11":1}'
NONCES = [f"{number:032x}" for number in range(10)]


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def test_a_nonce_that_stands_twice_is_nobodys():
    once, twice = OpenedBallot(CHOICES, NONCES[1]), OpenedBallot(CHOICES, NONCES[2])
    bare = OpenedBallot(CHOICES)
    assert with_sound_nonces([once, twice, twice]) == [once, bare, bare]


@pytest.mark.parametrize(
    "nonce",
    ["", "0" * 31, "0" * 33, "G" * 32, "A" * 32, " " + "0" * 31, "0" * 32 + "\n"],
)
def test_what_is_no_nonce_is_left_out(nonce):
    assert with_sound_nonces([OpenedBallot(CHOICES, nonce)]) == [OpenedBallot(CHOICES)]


def test_an_invalid_ballot_has_no_receipt():
    assert with_sound_nonces([OpenedBallot("", NONCES[1])]) == [OpenedBallot("")]


def test_without_receipts_all_nonces_go():
    assert without_nonces([OpenedBallot(CHOICES, NONCES[1])]) == [OpenedBallot(CHOICES)]


def test_a_commitment_is_of_the_ballot_in_its_vote():
    text = f"7|{CHOICES}|{NONCES[1]}"
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert commitment_of(7, OpenedBallot(CHOICES, NONCES[1])) == expected


def test_the_list_is_in_the_order_of_the_commitments():
    ballots = [OpenedBallot(CHOICES, nonce) for nonce in NONCES]
    listed = published_list(7, ballots)
    assert listed == published_list(7, reversed(ballots))
    commitments = [one.commitment for one in listed]
    assert commitments == sorted(commitment_of(7, one) for one in ballots)
    first = next(one for one in ballots if commitment_of(7, one) == commitments[0])
    assert listed[0] == ListedBallot(commitments[0], CHOICES, first.nonce)


def test_the_root_is_that_of_rfc_6962():
    leaves = [sha(b"\0" + bytes.fromhex(nonce)) for nonce in NONCES[:5]]
    pair = [sha(b"\1" + leaves[at] + leaves[at + 1]) for at in (0, 2)]
    four = sha(b"\1" + pair[0] + pair[1])
    roots = {
        0: sha(b""),
        1: leaves[0],
        2: pair[0],
        3: sha(b"\1" + pair[0] + leaves[2]),
        4: four,
        5: sha(b"\1" + four + leaves[4]),
    }
    for count, root in roots.items():
        assert root_of(NONCES[:count]) == root.hex()
