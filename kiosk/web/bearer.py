"""Read the token that a request bears (RFC 6750)."""

from flask import request

from kiosk.storage.secrets import hash_secret
from kiosk.web.device_cookies import server_key

_SCHEME = "bearer "
LONGEST_TOKEN = 100


def bearer_hash(purpose: str) -> str:
    """Return the hash of the token sent, for its `purpose`; "": none was sent."""
    sent = request.headers.get("Authorization", "")
    secret = sent[len(_SCHEME) :].strip()
    is_bearer = sent[: len(_SCHEME)].lower() == _SCHEME
    if not is_bearer or not 0 < len(secret) <= LONGEST_TOKEN:
        return ""
    return hash_secret(server_key(), purpose, secret)
