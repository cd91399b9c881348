"""The secret of a badge, and its short code for hands where no camera works."""

import base64
import hashlib
import hmac
import re

from kiosk.storage.secrets import TOKEN_BYTES

# Neither 0 and O nor 1, I and L: they look alike on paper.
UNAMBIGUOUS_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8

_SECRET = re.compile(r"[A-Za-z0-9_-]{22}")
_BADGE_ADDRESS = re.compile(r"https?://[^\s/#?]{1,255}/q#([A-Za-z0-9_-]{22})")
_SHORT_CODE = re.compile(f"[{UNAMBIGUOUS_ALPHABET}]{{{CODE_LENGTH}}}")
_LONGEST_SCANNED_TEXT = 400


def secret_of(key: bytes, seed: str) -> str:
    """Return the secret of the badge with this seed: 128 bits, URL-safe, 22 characters.

    Without the server's key a seed opens nothing.
    """
    digest = hmac.new(key, f"badge-secret\0{seed}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).rstrip(b"=").decode()


def short_code(key: bytes, secret: str) -> str:
    """Return the 8 characters that stand for `secret`, without the hyphen."""
    digest = hmac.new(key, f"short-code\0{secret}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest), ""
    for _ in range(CODE_LENGTH):
        number, rest = divmod(number, len(UNAMBIGUOUS_ALPHABET))
        letters += UNAMBIGUOUS_ALPHABET[rest]
    return letters


def roll_salt(key: bytes, meeting_id: int) -> str:
    """Return what the gates of a meeting mix into a secret before they hash it."""
    return hmac.new(key, f"roll\0{meeting_id}".encode(), hashlib.sha256).hexdigest()


def roll_hash(salt: str, secret: str) -> str:
    """Return the name under which gates know a badge: it opens nothing.

    128 bits of SHA-256, which a gate's device can compute by itself.
    """
    return hashlib.sha256(f"{salt}:{secret}".encode()).hexdigest()[:32]


def format_code(code: str) -> str:
    """Return the code as it is printed: XXXX-XXXX."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def parse_secret(text: str) -> str | None:
    """Return the secret in what a badge's QR code said, or None if it is not ours."""
    plain = "".join(text[:_LONGEST_SCANNED_TEXT].split())
    address = _BADGE_ADDRESS.fullmatch(plain)
    secret = address.group(1) if address else plain
    return secret if _SECRET.fullmatch(secret) else None


def parse_code(text: str) -> str | None:
    """Return the short code in what was typed, or None if it cannot be one."""
    plain = "".join(text[:_LONGEST_SCANNED_TEXT].split()).replace("-", "").upper()
    return plain if _SHORT_CODE.fullmatch(plain) else None
