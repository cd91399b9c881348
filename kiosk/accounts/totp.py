"""One-time codes (TOTP, RFC 6238) and recovery codes.

The secret is derived from a stored random seed and the server's key, which is not in
the database: a stolen database yields no codes.
"""

import base64
import datetime as dt
import hashlib
import hmac
import re
import secrets

import pyotp

from kiosk.storage.secrets import hash_secret

# Supported by every authenticator app: SHA-1, six digits, thirty seconds.
TOTP_STEP_SECONDS = 30
# Clocks drift: one step before and after is accepted too (RFC 6238, 5.2).
DRIFT_STEPS = 1
ISSUER = "Kiosk"
TOTP_SECRET_BYTES = 20
RECOVERY_CODES = 10
# Without 0, O, 1, I and L, which look alike on paper.
UNAMBIGUOUS_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# 49 bits.
RECOVERY_LENGTH = 10
# Bounds the work on input; room for hyphens and spaces.
_LONGEST_TYPED_CODE = 60
_DIGITS = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(f"[{UNAMBIGUOUS_ALPHABET}]{{{RECOVERY_LENGTH}}}")


def secret_of(key: bytes, account_id: int, seed: str) -> str:
    """Return the TOTP secret derived from an account's seed, in base 32."""
    message = f"totp\0{account_id}\0{seed}".encode()
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return base64.b32encode(digest[:TOTP_SECRET_BYTES]).decode()


def setup_uri(secret: str, username: str) -> str:
    """Return the provisioning URI for an authenticator app's QR code."""
    totp = pyotp.TOTP(secret)
    return str(totp.provisioning_uri(name=username, issuer_name=ISSUER))


def format_secret(secret: str) -> str:
    """Return the secret in groups of four characters, for typing."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def parse_code(text: str) -> str:
    """Return the six digits or the recovery code in typed text; empty: neither."""
    plain = "".join(text[:_LONGEST_TYPED_CODE].split()).replace("-", "").upper()
    is_code = _DIGITS.fullmatch(plain) or _RECOVERY.fullmatch(plain)
    return plain if is_code else ""


def is_one_time_code(text: str) -> bool:
    """Return whether typed text is a one-time code, not a recovery code."""
    return bool(_DIGITS.fullmatch(parse_code(text)))


def matching_step(secret: str, code: str, now: dt.datetime, after: int) -> int | None:
    """Return the time step of `code`, None if it is wrong or already used.

    :param after: the step of the last accepted code.
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
    """Return new recovery codes, without hyphens."""
    return [
        "".join(secrets.choice(UNAMBIGUOUS_ALPHABET) for _ in range(RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]


def format_recovery_code(code: str) -> str:
    """Return a recovery code as displayed: XXXXX-XXXXX."""
    half = RECOVERY_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def recovery_hash(key: bytes, account_id: int, code: str) -> str:
    """Return the hash under which a recovery code is stored."""
    return hash_secret(key, "recovery-code", f"{account_id}/{code}")
