"""Post one signed event; redirects are not followed, and no proxy is used."""

import contextlib
import http.client
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.notices.webhooks.rules import CallProblem, signature

# For each step of the connection, and for all of it.
STEP_SECONDS = 10.0
WHOLE_SECONDS = 15.0
_OK, _REDIRECT, _CLIENT_ERROR = 200, 300, 400


@dataclass(frozen=True)
class SignedCall:
    """An event for one webhook."""

    url: str
    secret: str
    event_id: str
    kind: str
    body: bytes


@dataclass(frozen=True)
class CallResult:
    """What came of it; `problem` is empty if the receiver took it."""

    problem: CallProblem
    # 0: there was no answer.
    status: int = 0


def call_headers(call: SignedCall, timestamp: int) -> dict[str, str]:
    """Return the headers of a call; `timestamp` in seconds since 1970."""
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Kiosk-Webhook/1",
        "Kiosk-Webhook-Kind": call.kind,
        "Kiosk-Webhook-Id": call.event_id,
        "Kiosk-Webhook-Timestamp": str(timestamp),
        "Kiosk-Webhook-Signature": signature(
            call.secret, timestamp=timestamp, event_id=call.event_id, body=call.body
        ),
    }


def post_call(
    call: SignedCall,
    timestamp: int,
    authority: str = "",
    seconds: float = STEP_SECONDS,
) -> CallResult:
    """Post an event.

    :param authority: file with the certificates to trust; empty: the system's.
    """
    parts = urlsplit(call.url)
    connection = _connection(parts.scheme, parts.netloc, authority, seconds)
    # One that answers byte by byte would hold the others up.
    watch = threading.Timer(seconds * WHOLE_SECONDS / STEP_SECONDS, _cut, [connection])
    watch.start()
    try:
        target = parts.path or "/"
        connection.request(
            "POST",
            f"{target}?{parts.query}" if parts.query else target,
            body=call.body,
            headers=call_headers(call, timestamp),
        )
        status = connection.getresponse().status
    except ssl.SSLCertVerificationError:
        return CallResult(CallProblem.CERTIFICATE)
    except TimeoutError:
        return CallResult(CallProblem.TIMEOUT)
    except (OSError, http.client.HTTPException, ValueError):
        return CallResult(
            CallProblem.UNREACHABLE if watch.is_alive() else CallProblem.TIMEOUT
        )
    finally:
        watch.cancel()
        connection.close()
    return CallResult(_problem_of(status), status)


def _connection(
    scheme: str, place: str, authority: str, seconds: float
) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context(cafile=authority or None)
        return http.client.HTTPSConnection(place, timeout=seconds, context=context)
    return http.client.HTTPConnection(place, timeout=seconds)


def _cut(connection: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError):
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _problem_of(status: int) -> CallProblem:
    if _OK <= status < _REDIRECT:
        return CallProblem.NONE
    if _REDIRECT <= status < _CLIENT_ERROR:
        return CallProblem.REDIRECT
    return CallProblem.STATUS
