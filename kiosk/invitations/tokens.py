"""Tokens of the personal links on which the invited answer."""

from kiosk.invitations.rules import RSVP_PATH
from kiosk.storage.secrets import hash_secret


def token_of(key: bytes, seed: str) -> str:
    """Return the token: 128 bits, the same at each reminder."""
    return hash_secret(key, "invitation link", seed)[:32]


def stored_hash(key: bytes, token: str) -> str:
    """Return the hash under which a token is found."""
    return hash_secret(key, "invitation", token)


def rsvp_link(key: bytes, seed: str) -> str:
    """Return the path of the personal link; the token stands in its fragment."""
    return f"{RSVP_PATH}#{token_of(key, seed)}"
