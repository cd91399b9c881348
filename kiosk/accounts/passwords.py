"""Passwords as argon2id hashes. Slow on purpose: only for `live.offload`."""

import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError


@dataclass(frozen=True)
class Hashing:
    """A hasher, and the hash of a password nobody knows, of the same parameters.

    So an unknown name costs as much time as a wrong password.
    """

    hasher: PasswordHasher
    decoy: str


# One lane: a hash must leave the loop a core, even where there are only two.
PRODUCTION = Hashing(
    hasher=PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1),
    decoy=(
        "$argon2id$v=19$m=65536,t=3,p=1$rouSrxInL6+SGE7vjM5wHw$"
        "uOhy5/Vq/4pslByau0AaBBAN7XMQn+5GN5vHZFWOh9Y"
    ),
)
# Replaced by a quicker one in tests only.
hashing = PRODUCTION


def _same_text(password: str) -> str:
    # Two keyboards may write the same Vietnamese letter in two ways.
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`, with its own salt."""
    return hashing.hasher.hash(_same_text(password))


def is_password(password_hash: str, password: str) -> bool:
    """Tell whether `password` fits; an empty hash fits none, in the same time."""
    try:
        hashing.hasher.verify(password_hash or hashing.decoy, _same_text(password))
    except (Argon2Error, InvalidHashError):
        return False
    return bool(password_hash)
