"""Seal and open secret ballots with libsodium's sealed boxes (X25519, XSalsa20).

A sealed ballot is the JSON `{"v": vote id, "c": choices}` in UTF-8, padded with spaces
to a multiple of 256 bytes, so that its length says little. The browser makes the same
(`static/js/voting/`), with a nonce `"n"` where the vote gives receipts.
"""

import base64
import binascii
import secrets
from collections.abc import Iterable

import msgspec
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from kiosk.errors import N_, Invalid
from kiosk.voting.rules.ballots import (
    INVALID_CHOICES,
    BallotTerms,
    canonical,
    find_fault,
)
from kiosk.voting.rules.forms import Choices
from kiosk.voting.rules.receipts import OpenedBallot

PADDED_BYTES = 256
# What a sealed box adds: an ephemeral public key and an authenticator.
BOX_BYTES = 48
LARGEST_SEALED = 64 * PADDED_BYTES + BOX_BYTES


class SealedContent(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True
):
    """The content of a sealed ballot."""

    v: int
    c: Choices
    n: str = ""


_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(SealedContent)


def new_key() -> bytes:
    """Return a new private key."""
    return bytes(PrivateKey.generate())


def public_key_of(private_key: bytes) -> str:
    """Return the public key, in base64."""
    return base64.b64encode(bytes(PrivateKey(private_key).public_key)).decode()


def seal(public_key: str, vote_id: int, choices: Choices, nonce: str = "") -> bytes:
    """Return a sealed ballot; the server seals without a nonce."""
    plain = _encoder.encode(SealedContent(vote_id, choices, nonce))
    padded = plain.ljust(-(-len(plain) // PADDED_BYTES) * PADDED_BYTES)
    box = SealedBox(PublicKey(base64.b64decode(public_key)))
    return bytes(box.encrypt(padded))


def read_sealed(text: str) -> bytes:
    """Return a sealed ballot sent as base64; only its length can be checked.

    :raises Invalid: it cannot be a sealed ballot.
    """
    try:
        sealed = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        sealed = b""
    whole = len(sealed) - BOX_BYTES
    if whole <= 0 or whole % PADDED_BYTES or len(sealed) > LARGEST_SEALED:
        raise Invalid(
            N_("Máy chủ không hiểu phiếu này. Xin mở lại phiếu."), code="not_sealed"
        )
    return sealed


def open_shuffled(
    private_key: bytes, vote_id: int, terms: BallotTerms, sealed: Iterable[bytes]
) -> list[OpenedBallot]:
    """Open all ballots of a vote, shuffled; their nonces are not checked yet.

    12,000 take about a second of a core. Whatever is no valid ballot of this vote
    becomes an invalid one.
    """
    box = SealedBox(PrivateKey(private_key))
    opened = [_open(box, vote_id, terms, one) for one in sealed]
    secrets.SystemRandom().shuffle(opened)
    return opened


def _open(
    box: "SealedBox[PrivateKey]", vote_id: int, terms: BallotTerms, sealed: bytes
) -> OpenedBallot:
    try:
        content = _decoder.decode(box.decrypt(sealed))
    except (CryptoError, ValueError, msgspec.DecodeError):
        return OpenedBallot(INVALID_CHOICES)
    if content.v != vote_id or find_fault(terms, content.c):
        return OpenedBallot(INVALID_CHOICES)
    return OpenedBallot(canonical(content.c), content.n)
