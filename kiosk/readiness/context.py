"""What the checks use: settings, store, time, and live data of the server."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from kiosk.checkins.gate_heartbeats import GateLiveness
from kiosk.client.http_client import HttpClient
from kiosk.config import Config
from kiosk.fleet.rules import TabletAlert
from kiosk.live.presence.types import PresenceCounts
from kiosk.storage.secrets import hash_secret
from kiosk.storage.store import Store

# Header with the token of a `doctor` process of the same data folder.
DOCTOR_HEADER = "Kiosk-Keeper"
_SECONDS = 5.0
_OK = 200


class TabletSnapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A tablet at its last heartbeat; seconds None: never reported."""

    number: int
    name: str = ""
    seat: str = ""
    needs: list[TabletAlert] = []
    seconds: float | None = None
    # A member of the meeting is signed in on it.
    is_held: bool = False
    battery: int | None = None
    clock: float | None = None
    papers: int | None = None
    papers_wanted: int = 0
    reports_storage: bool = False


class RoomSnapshot(msgspec.Struct, frozen=True):
    """Live state of a meeting's devices, known only to the server."""

    counts: PresenceCounts
    connected: list[int]  # sign-ins
    # The tablets in the scope of the meeting, by number.
    tablets: list[TabletSnapshot] = []
    gates: dict[int, GateLiveness] = {}


def doctor_token(key: bytes, meeting_id: int, now: dt.datetime) -> str:
    """Return a token that proves possession of the server key, for an hour."""
    return hash_secret(key, "doctor", f"{meeting_id} {now:%Y-%m-%dT%H}")


def ask_server(config: Config, path: str, word: str = "") -> bytes | None:
    """Return the answer of the local server, None if it failed."""
    client = HttpClient(config.port, host=config.local_host)
    try:
        headers = {DOCTOR_HEADER: word} if word else {}
        response = client.get(path, headers=headers, timeout=_SECONDS)
    except OSError:
        return None
    return response.body if response.status == _OK else None


@dataclass(frozen=True)
class CheckContext:
    """An installation at one moment."""

    config: Config
    store: Store
    now: dt.datetime
    # Live state of a meeting; None: the server does not answer.
    room: Callable[[int], RoomSnapshot | None]


def open_context(store: Store, now: dt.datetime) -> CheckContext:
    """Return the context of `store`; its server is asked over loopback."""
    asked: dict[int, RoomSnapshot | None] = {}

    def room(meeting_id: int) -> RoomSnapshot | None:
        if meeting_id not in asked:
            word = doctor_token(store.config.server_key(), meeting_id, now)
            path = f"/m/{meeting_id}/readiness/room"
            body = ask_server(store.config, path, word)
            asked[meeting_id] = (
                msgspec.json.decode(body, type=RoomSnapshot) if body else None
            )
        return asked[meeting_id]

    return CheckContext(store.config, store, now, room)
