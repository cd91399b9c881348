"""Secrets of the demo, derived from the server's key: they can be told again."""

import base64
import hashlib
import hmac

from kiosk.storage.secrets import TOKEN_BYTES

USERNAME = "thuky"
_PASSWORD_GROUPS = 4
_GROUP_LETTERS = 4
# Easily read and typed: neither 0 and o nor 1 and l.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _derive(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def seedless_secret(key: bytes, meeting_id: int, member_id: int) -> str:
    """Return the secret on a badge of a demo filled before badges had seeds."""
    digest = _derive(key, f"demo-badge:{meeting_id}:{member_id}")[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def secretary_password(key: bytes) -> str:
    """Return the password of the demo's secretary: four groups of four letters."""
    number = int.from_bytes(_derive(key, "demo-password"))
    letters = []
    for _ in range(_PASSWORD_GROUPS * _GROUP_LETTERS):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    text = "".join(letters)
    return "-".join(
        text[i : i + _GROUP_LETTERS] for i in range(0, len(text), _GROUP_LETTERS)
    )
