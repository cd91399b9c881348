"""Making printed PINs and hashing chosen ones. The hash is slow: off the loop only.

A PIN has a million values at most, so no hash alone keeps it: the server's key is mixed
in, and whoever has the database without the key can try nothing. argon2id with 19 MiB
and two passes (OWASP's least) makes the rest slow without holding up 400 arrivals.
"""

import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from kiosk.badges.pins.rules import LONGEST_PIN, is_trivial

# Replaced by a quicker one in tests only.
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def _mixed(key: bytes, member_id: int, pin: str) -> str:
    words = f"pin\0{member_id}\0{pin}".encode()
    return hmac.new(key, words, hashlib.sha256).hexdigest()


def hash_pin(key: bytes, member_id: int, pin: str) -> str:
    """Return the hash of the PIN that a member has chosen."""
    return hasher.hash(_mixed(key, member_id, pin))


def is_pin(key: bytes, member_id: int, pin_hash: str, pin: str) -> bool:
    """Tell whether `pin` is the one that the member has chosen."""
    try:
        return hasher.verify(pin_hash, _mixed(key, member_id, pin))
    except (Argon2Error, InvalidHashError):
        return False


def printed_pin(key: bytes, member_id: int, turn: int) -> str:
    """Return the six digits that are printed for a member, the `turn`-th of his."""
    for again in range(1000):
        words = f"printed-pin\0{member_id}\0{turn}\0{again}".encode()
        digest = hmac.new(key, words, hashlib.sha256).digest()
        pin = f"{int.from_bytes(digest) % 10**LONGEST_PIN:0{LONGEST_PIN}}"
        if not is_trivial(pin):
            break
    return pin


def is_printed_pin(key: bytes, member_id: int, turn: int, pin: str) -> bool:
    """Tell whether `pin` is the printed one, in the same time for all wrong ones."""
    return hmac.compare_digest(
        printed_pin(key, member_id, turn).encode(), pin.encode("utf-8", "replace")
    )
