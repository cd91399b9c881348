"""Sign and verify with Ed25519 (RFC 8032); keys and signatures are hexadecimal."""

import hashlib

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

# 128 bits of the key's hash, which people compare on paper.
_FINGERPRINT_DIGITS = 32


def public_key(key: bytes) -> str:
    """Return the public key of the 32-byte secret `key`."""
    return SigningKey(key).verify_key.encode().hex()


def sign(key: bytes, message: str) -> str:
    """Return the signature of `message` by the 32-byte secret `key`."""
    return SigningKey(key).sign(message.encode()).signature.hex()


def is_signed(message: str, signature: str, by: str) -> bool:
    """Return whether `signature` of `message` is by the public key `by`."""
    try:
        key = VerifyKey(bytes.fromhex(by))
        key.verify(message.encode(), bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def fingerprint(by: str) -> str:
    """Return 32 hexadecimal digits that name the public key `by`."""
    return hashlib.sha256(bytes.fromhex(by)).hexdigest()[:_FINGERPRINT_DIGITS]


def in_groups(digits: str) -> str:
    """Return digits in groups of four, to be compared by eye."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
