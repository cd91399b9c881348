"""Seal anonymous answers while they wait (X25519, as secret ballots).

Padded to a multiple of 1 KiB, so that the length says little.
"""

import base64
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from nacl.public import PrivateKey, PublicKey, SealedBox

from kiosk.voting.ballot_keys import BallotKeys

PADDED_BYTES = 1024
# Beside `ballot_keys/`, never in a backup.
FOLDER = "survey_keys"


class SealedAnswer(msgspec.Struct, frozen=True):
    """The content of a sealed answer."""

    survey: int
    answers: dict[str, Any]
    classes: dict[str, str]


_decoder = msgspec.json.Decoder(SealedAnswer)


def survey_keys(data: Path) -> BallotKeys:
    """Return the private keys of open anonymous surveys in a data folder."""
    return BallotKeys(data, FOLDER)


def seal_answer(public_key: str, answer: SealedAnswer) -> bytes:
    """Return the sealed answer; some 0.1 ms."""
    plain = msgspec.json.encode(answer)
    padded = plain.ljust(-(-len(plain) // PADDED_BYTES) * PADDED_BYTES)
    box = SealedBox(PublicKey(base64.b64decode(public_key)))
    return bytes(box.encrypt(padded))


def open_answers(private_key: bytes, sealed: Iterable[bytes]) -> list[SealedAnswer]:
    """Open answers and shuffle them.

    :raises CryptoError: one was sealed by another key.
    """
    box = SealedBox(PrivateKey(private_key))
    opened = [_decoder.decode(box.decrypt(one)) for one in sealed]
    secrets.SystemRandom().shuffle(opened)
    return opened
