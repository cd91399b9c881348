"""Define webhooks: their form, their signature and their retries; pure."""

import datetime as dt
import hashlib
import hmac
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from kiosk.errors import N_, Invalid

SIGNATURE_VERSION = "v1"
# Events of all kinds.
ALL_KINDS = "*"
MAX_WEBHOOKS = 20
RETRY_WAITS = tuple(
    dt.timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 21600, 43200)
)
# Calls that were delivered, or given up, are listed for so long.
CALLS_KEPT = dt.timedelta(days=30)


class WebhookState(StrEnum):
    """How far a call has come."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


class CallProblem(StrEnum):
    """Why a call was not delivered."""

    NONE = ""
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    REDIRECT = "redirect"
    STATUS = "status"


CALL_PROBLEM_TEXTS: dict[CallProblem, str] = {
    CallProblem.UNREACHABLE: N_("Không kết nối được."),
    CallProblem.CERTIFICATE: N_("Chứng chỉ của hệ thống nhận không đáng tin."),
    CallProblem.TIMEOUT: N_("Hệ thống nhận không trả lời kịp."),
    CallProblem.REDIRECT: N_("Hệ thống nhận chuyển hướng; máy chủ không theo."),
    CallProblem.STATUS: N_("Hệ thống nhận báo lỗi."),
}


class WebhookForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a new webhook."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    url: Annotated[str, msgspec.Meta(min_length=8, max_length=500)]
    # Names of events, separated by spaces; "*": all.
    kinds: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


def checked_url(text: str) -> str:
    """Return the address of a webhook.

    :raises Invalid: it is no http or https address, or holds a name and password or a
        fragment.
    """
    clean = text.strip()
    try:
        parts = urlsplit(clean)
        is_usable = (
            parts.scheme in {"http", "https"}
            and parts.hostname is not None
            and parts.username is None
            and not parts.fragment
            and parts.port != 0
            and clean.isascii()
            and not any(char <= " " for char in clean)
        )
    except ValueError:
        is_usable = False
    if not is_usable:
        raise Invalid(
            N_("Địa chỉ phải có dạng https://may.tinh.vn/duong-dan."), code="bad_url"
        )
    return clean


def checked_kinds(text: str, known: frozenset[str]) -> str:
    """Return the kinds of events in order, separated by spaces.

    :raises Invalid: one is unknown.
    """
    kinds = frozenset(text.split())
    if ALL_KINDS in kinds:
        return ALL_KINDS
    if not kinds or not kinds <= known:
        raise Invalid(
            N_("Không có loại sự kiện “{kind}”."),
            code="bad_kind",
            kind=" ".join(sorted(kinds - known))[:80],
        )
    return " ".join(sorted(kinds))


def wants(kinds: str, kind: str) -> bool:
    """Return whether a webhook for `kinds` receives an event."""
    return kinds == ALL_KINDS or kind in kinds.split()


def signature(secret: str, *, timestamp: int, event_id: str, body: bytes) -> str:
    """Return the signature header of a call.

    :param timestamp: seconds since 1970, of this attempt.
    """
    signed = f"{timestamp}.{event_id}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return f"{SIGNATURE_VERSION}={digest}"
