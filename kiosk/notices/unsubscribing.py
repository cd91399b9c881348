"""Links by which recipients of surveys and digests unsubscribe, without signing in."""

import hmac
from urllib.parse import quote

from kiosk.errors import N_, Invalid
from kiosk.storage.secrets import hash_secret

UNSUBSCRIBE_PATH = "/unsubscribe"


def _code(key: bytes, address: str) -> str:
    return hash_secret(key, "unsubscribe", address.lower())[:32]


def unsubscribe_path(key: bytes, address: str) -> str:
    """Return the path of the link; address and code stand in its fragment."""
    return f"{UNSUBSCRIBE_PATH}#{_code(key, address)}.{quote(address, safe='@')}"


def check_code(key: bytes, address: str, code: str) -> None:
    """Check that the code belongs to the address.

    :raises Invalid: it does not.
    """
    if not hmac.compare_digest(_code(key, address).encode(), code.encode()):
        raise Invalid(N_("Liên kết này không đúng hoặc bị cắt bớt."), code="bad_link")
