"""Secrets that are kept only as hashes.

A database that leaks must open nothing: what people carry (badges, cookies,
one-time links) is stored as an HMAC-SHA-256 under the server's key.
"""

import hashlib
import hmac
import secrets

TOKEN_BYTES = 16  # 128 bits


def new_secret() -> str:
    """Return a fresh secret of 128 random bits, URL-safe, 22 characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_secret(key: bytes, purpose: str, secret: str) -> str:
    """Return the hash under which `secret` is stored, bound to its `purpose`."""
    message = f"{purpose}\0{secret}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()
