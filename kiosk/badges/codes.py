"""Secrets of badges, and short codes to type where no camera is available."""

import base64
import hashlib
import hmac
import re

from kiosk.accounts.totp import UNAMBIGUOUS_ALPHABET
from kiosk.storage.secrets import TOKEN_BYTES

CODE_LENGTH = 8

_SECRET = re.compile(r"[A-Za-z0-9_-]{22}")
_BADGE_ADDRESS = re.compile(r"https?://[^\s/#?]{1,255}/q#([A-Za-z0-9_-]{22})")
_SHORT_CODE = re.compile(f"[{UNAMBIGUOUS_ALPHABET}]{{{CODE_LENGTH}}}")
_LONGEST_SCANNED_TEXT = 400


def secret_of(key: bytes, seed: str) -> str:
    """Return the secret of the badge with this seed: 128 bits, URL-safe, 22 characters.

    It cannot be derived without the server's key.
    """
    digest = hmac.new(key, f"badge-secret\0{seed}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).rstrip(b"=").decode()


def short_code(key: bytes, secret: str) -> str:
    """Return the 8-character short code of `secret`, without the hyphen."""
    digest = hmac.new(key, f"short-code\0{secret}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest), ""
    for _ in range(CODE_LENGTH):
        number, rest = divmod(number, len(UNAMBIGUOUS_ALPHABET))
        letters += UNAMBIGUOUS_ALPHABET[rest]
    return letters


def roll_salt(key: bytes, meeting_id: int) -> str:
    """Return the salt of badge hashes in a meeting's roll at the gates."""
    return hmac.new(key, f"roll\0{meeting_id}".encode(), hashlib.sha256).hexdigest()


def roll_hash(salt: str, secret: str) -> str:
    """Return the badge's identifier in the roll, which does not sign in.

    128 bits of SHA-256; a gate's device computes it offline.
    """
    return hashlib.sha256(f"{salt}:{secret}".encode()).hexdigest()[:32]


def format_code(code: str) -> str:
    """Return the code as printed: XXXX-XXXX."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def parse_secret(text: str) -> str | None:
    """Return the secret in a QR code's text, None if it is no badge."""
    plain = "".join(text[:_LONGEST_SCANNED_TEXT].split())
    address = _BADGE_ADDRESS.fullmatch(plain)
    secret = address.group(1) if address else plain
    return secret if _SECRET.fullmatch(secret) else None


def parse_code(text: str) -> str | None:
    """Return the short code in typed text, None if it is none."""
    plain = "".join(text[:_LONGEST_SCANNED_TEXT].split()).replace("-", "").upper()
    return plain if _SHORT_CODE.fullmatch(plain) else None
