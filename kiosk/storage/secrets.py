"""Create and hash secrets.

Badges, cookies and one-time links are stored as HMAC-SHA-256 under the server's key, so
that a leaked database grants no access.
"""

import hashlib
import hmac
import secrets

TOKEN_BYTES = 16  # 128 bits


def new_secret() -> str:
    """Return a new secret: 128 random bits, URL-safe, 22 characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_secret(key: bytes, purpose: str, secret: str) -> str:
    """Return the hash under which `secret` is stored, bound to its `purpose`."""
    message = f"{purpose}\0{secret}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()
