"""Derive printed PINs and hash chosen ones. Hashing is slow: call it in a thread.

A PIN has at most a million values, so a hash alone does not protect it: the server's
key is mixed in, without which a stolen database is of no use. argon2id uses 19 MiB and
two passes (OWASP's minimum), fast enough for 400 arrivals.
"""

import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from kiosk.badges.pins.rules import LONGEST_PIN, is_trivial

# Tests replace it by a faster one.
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def _mixed(key: bytes, member_id: int, pin: str) -> str:
    message = f"pin\0{member_id}\0{pin}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def hash_pin(key: bytes, member_id: int, pin: str) -> str:
    """Return the hash of a member's chosen PIN."""
    return hasher.hash(_mixed(key, member_id, pin))


def is_pin(key: bytes, member_id: int, pin_hash: str, pin: str) -> bool:
    """Return whether `pin` matches the member's chosen PIN."""
    try:
        return hasher.verify(pin_hash, _mixed(key, member_id, pin))
    except (Argon2Error, InvalidHashError):
        return False


def printed_pin(key: bytes, member_id: int, turn: int) -> str:
    """Return a member's printed PIN, six digits.

    :param turn: number of earlier printed PINs of the member.
    """
    for again in range(1000):
        message = f"printed-pin\0{member_id}\0{turn}\0{again}".encode()
        digest = hmac.new(key, message, hashlib.sha256).digest()
        pin = f"{int.from_bytes(digest) % 10**LONGEST_PIN:0{LONGEST_PIN}}"
        if not is_trivial(pin):
            break
    return pin


def is_printed_pin(key: bytes, member_id: int, turn: int, pin: str) -> bool:
    """Return whether `pin` is the printed one, in constant time."""
    return hmac.compare_digest(
        printed_pin(key, member_id, turn).encode(), pin.encode("utf-8", "replace")
    )
