"""Secrets of personal links to a consultation."""

import base64
import hashlib
import hmac

from kiosk.consultations.models import ConsultationRecipient
from kiosk.storage.secrets import TOKEN_BYTES, hash_secret

_PURPOSE = "consultation"
# The page of personal links; the secret stands behind "#", which no log contains.
LINK_PAGE = "/consultation"


def link_hash_of(key: bytes, secret: str) -> str:
    """Return the hash under which a link's secret is stored."""
    return hash_secret(key, _PURPOSE, secret)


def link_secret(key: bytes, recipient: ConsultationRecipient) -> str:
    """Return the secret of a recipient's present link: 128 bits, 22 characters.

    It is made at first use and stays the same until `end_link`.
    """
    if not recipient.link_hash:
        recipient.link_turn += 1
        recipient.link_hash = link_hash_of(key, _derived(key, recipient))
    return _derived(key, recipient)


def end_link(recipient: ConsultationRecipient) -> None:
    """End a recipient's link; the next one is another."""
    recipient.link_hash = ""


def _derived(key: bytes, recipient: ConsultationRecipient) -> str:
    message = f"consultation-link\0{recipient.id}\0{recipient.link_turn}"
    digest = hmac.new(key, message.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).rstrip(b"=").decode()
