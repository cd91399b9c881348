"""Receipts of secret ballots: nonces, commitments and the root of their list; pure.

The tablet makes a random nonce and seals it with its choices. Once the result is
announced, all ballots are published with their nonces, so that each voter finds their
own. `tools/recount.py` and `static/js/voting/receipt_list.js` compute the same.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

# 128 bits.
_NONCE = re.compile(r"[0-9a-f]{32}")
# RFC 6962, 2.1: no leaf is taken for a node.
_LEAF, _NODE = b"\x00", b"\x01"


@dataclass(frozen=True)
class OpenedBallot:
    """A ballot without its voter: its choices as kept, "" for invalid ones.

    `nonce`: empty where the voter has no receipt.
    """

    choices: str
    nonce: str = ""


@dataclass(frozen=True, order=True)
class ListedBallot:
    """A ballot of the published list."""

    commitment: str
    choices: str
    nonce: str


def with_sound_nonces(ballots: Iterable[OpenedBallot]) -> list[OpenedBallot]:
    """Return the ballots, without nonces that are none or stand on several of them.

    Such a ballot counts: what was chosen is clear. It has no receipt.
    """
    opened = list(ballots)
    times = Counter(ballot.nonce for ballot in opened)
    return [
        ballot
        if _is_nonce(ballot) and times[ballot.nonce] == 1
        else replace(ballot, nonce="")
        for ballot in opened
    ]


def without_nonces(ballots: Iterable[OpenedBallot]) -> list[OpenedBallot]:
    """Return the ballots of a vote without receipts."""
    return [replace(ballot, nonce="") for ballot in ballots]


def _is_nonce(ballot: OpenedBallot) -> bool:
    return bool(ballot.choices) and _NONCE.fullmatch(ballot.nonce) is not None


def commitment_of(vote_id: int, ballot: OpenedBallot) -> str:
    """Return the SHA-256 of a ballot in its vote, in hexadecimal digits."""
    text = f"{vote_id}|{ballot.choices}|{ballot.nonce}"
    return hashlib.sha256(text.encode()).hexdigest()


def published_list(vote_id: int, ballots: Iterable[OpenedBallot]) -> list[ListedBallot]:
    """Return the list that is published.

    By commitment: as good as shuffled, and the same whenever it is written.
    """
    return sorted(
        ListedBallot(commitment_of(vote_id, one), one.choices, one.nonce)
        for one in ballots
    )


def root_of(commitments: Sequence[str]) -> str:
    """Return the root of the Merkle tree over the commitments, in their order.

    RFC 6962, 2.1; joining neighbours from below gives the same tree.
    """
    level = [_hash(_LEAF + bytes.fromhex(each)) for each in commitments]
    while len(level) > 1:
        joined = [
            _hash(_NODE + left + right)
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        level = joined + level[len(joined) * 2 :]
    return (level[0] if level else _hash(b"")).hex()


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
