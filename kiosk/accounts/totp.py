"""One-time codes (TOTP, RFC 6238) and the recovery codes that stand in for them.

Like a badge's, the secret is not stored: it is made of a random seed, which is, and the
server's key. A stolen database makes no codes.
"""

import base64
import datetime as dt
import hashlib
import hmac
import re
import secrets

import pyotp

from kiosk.storage.secrets import hash_secret

# What every authenticator app knows: SHA-1, six digits, thirty seconds.
TOTP_STEP_SECONDS = 30
# Clocks of phones go wrong; one step before and after is taken too (RFC 6238, 5.2).
DRIFT_STEPS = 1
ISSUER = "Kiosk"
TOTP_SECRET_BYTES = 20
RECOVERY_CODES = 10
# 49 bits; neither 0 and O nor 1, I and L: they look alike on paper.
UNAMBIGUOUS_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RECOVERY_LENGTH = 10
# What is typed is longer only by hyphens and spaces.
_LONGEST_TYPED_CODE = 60
_DIGITS = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(f"[{UNAMBIGUOUS_ALPHABET}]{{{RECOVERY_LENGTH}}}")


def secret_of(key: bytes, account_id: int, seed: str) -> str:
    """Return the secret of the codes of an account's seed, in base 32."""
    message = f"totp\0{account_id}\0{seed}".encode()
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return base64.b32encode(digest[:TOTP_SECRET_BYTES]).decode()


def setup_uri(secret: str, username: str) -> str:
    """Return what the QR code says to an authenticator app."""
    totp = pyotp.TOTP(secret)
    return str(totp.provisioning_uri(name=username, issuer_name=ISSUER))


def format_secret(secret: str) -> str:
    """Return the secret as it is typed by hand: in groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def parse_code(text: str) -> str:
    """Return the six digits or the recovery code in what was typed, or nothing."""
    plain = "".join(text[:_LONGEST_TYPED_CODE].split()).replace("-", "").upper()
    is_code = _DIGITS.fullmatch(plain) or _RECOVERY.fullmatch(plain)
    return plain if is_code else ""


def matching_step(secret: str, code: str, now: dt.datetime, after: int) -> int | None:
    """Return the time step that `code` belongs to; none if it is wrong or was used.

    `after` is the step of the last code that was taken.
    """
    totp = pyotp.TOTP(secret)
    present = int(now.timestamp()) // TOTP_STEP_SECONDS
    found = None
    for step in range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1):
        is_same = hmac.compare_digest(totp.generate_otp(step).encode(), code.encode())
        if is_same and step > after:
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Return fresh recovery codes, without the hyphen."""
    return [
        "".join(secrets.choice(UNAMBIGUOUS_ALPHABET) for _ in range(RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]


def format_recovery_code(code: str) -> str:
    """Return a recovery code as it is shown: XXXXX-XXXXX."""
    half = RECOVERY_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def recovery_hash(key: bytes, account_id: int, code: str) -> str:
    """Return the hash under which a recovery code is kept."""
    return hash_secret(key, "recovery-code", f"{account_id}/{code}")
