"""Secrets of the demo, derived from the server key so that they can be shown again."""

import base64
import hashlib
import hmac

from kiosk.storage.secrets import TOKEN_BYTES

USERNAME = "thuky"
_PASSWORD_GROUPS = 4
_GROUP_LETTERS = 4
# Without 0, o, 1, i and l, which are easily confused.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _derive(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def seedless_secret(key: bytes, meeting_id: int, member_id: int) -> str:
    """Return the badge secret of a demo created before badges had seeds."""
    digest = _derive(key, f"demo-badge:{meeting_id}:{member_id}")[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def secretary_password(key: bytes) -> str:
    """Return the secretary's password: four groups of four letters."""
    number = int.from_bytes(_derive(key, "demo-password"))
    letters = []
    for _ in range(_PASSWORD_GROUPS * _GROUP_LETTERS):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    text = "".join(letters)
    return "-".join(
        text[i : i + _GROUP_LETTERS] for i in range(0, len(text), _GROUP_LETTERS)
    )
