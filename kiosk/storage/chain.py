"""Chain entries by their hashes, so that a later change of one of them is found.

The hash of an entry is SHA-256 over a zero byte, the 32 bytes of the previous hash and
the 32 bytes of the SHA-256 of its content as canonical JSON: so a chain can be checked
across an entry whose content is not shown. `tools/verify_record.py` computes the same.
"""

import datetime as dt
import hashlib
import json
from typing import Any

import msgspec

# The previous hash of the first entry.
GENESIS = "0" * 64
# Keeps the hash of an entry apart from hashes of other data (RFC 6962, section 2.1).
_PREFIX = b"\0"
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical_json(value: Any) -> str:
    """Return JSON with sorted keys and no spaces; equal values give equal text."""
    return _ENCODER.encode(value)


def sha256_of_json(value: Any) -> str:
    """Return the SHA-256 of the value's canonical JSON in hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def link_hash(previous: str, content: dict[str, Any]) -> str:
    """Return the hash of an entry with this content after the hash `previous`.

    :raises ValueError: `previous` is not hexadecimal.
    """
    own = hashlib.sha256(canonical_json(content).encode()).digest()
    return hashlib.sha256(_PREFIX + bytes.fromhex(previous) + own).hexdigest()


def chain_moment(moment: dt.datetime) -> str:
    """Return a time as it is hashed and signed: ISO 8601, UTC, microseconds."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


class ChainedEvent(msgspec.Struct, frozen=True):
    """What is hashed of a journal entry; `body` is JSON as stored."""

    meeting_id: int
    number: int
    at: dt.datetime
    actor: str
    # Names of roles, separated by spaces.
    audience: str
    body: str
    ended_sign_in: int | None

    def content(self) -> dict[str, Any]:
        """Return the entry as it is hashed and exported."""
        return {
            "meeting": self.meeting_id,
            "n": self.number,
            "at": chain_moment(self.at),
            "actor": self.actor,
            "audience": self.audience.split(),
            "body": msgspec.json.decode(self.body),
            "ended_sign_in": self.ended_sign_in,
        }
