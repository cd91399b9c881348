"""Secrets of the demo: derived from the server's key, so that they can be told again.

A real badge's secret is random and forgotten once printed. The demo's are
computed from the data folder's own key: nobody else can, and the database still
holds only hashes.
"""

import base64
import hashlib
import hmac

from kiosk.badges.codes import short_code
from kiosk.storage.secrets import SECRET_BYTES, hash_secret

USERNAME = "thuky"
_PASSWORD_GROUPS = 4
_GROUP_LETTERS = 4
# Easily read and typed: neither 0 and o nor 1 and l.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _derive(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def badge_secret(key: bytes, meeting_id: int, member_id: int) -> str:
    """Return the secret on the badge of a member of the demo: 22 characters."""
    digest = _derive(key, f"demo-badge:{meeting_id}:{member_id}")[:SECRET_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def badge_hashes(key: bytes, secret: str) -> tuple[str, str]:
    """Return the hashes kept of a badge: of its secret and of its short code."""
    return (
        hash_secret(key, "badge", secret),
        hash_secret(key, "badge-code", short_code(key, secret)),
    )


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
