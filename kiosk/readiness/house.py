"""What the checks look at: settings, store, clock, and what the server knows now."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from kiosk.checkins.watch import GateHeard
from kiosk.client.http_client import HttpClient
from kiosk.config import Config
from kiosk.fleet.rules import Attention
from kiosk.live.presence.values import Counts
from kiosk.storage.secrets import hash_secret
from kiosk.storage.store import Store

# By this the server knows a doctor of its own data folder.
KEEPER = "Kiosk-Keeper"
_SECONDS = 5.0
_OK = 200


class TabletNow(msgspec.Struct, frozen=True, kw_only=True):
    """A tablet of the house as it was last heard; seconds None: it never was."""

    number: int
    name: str = ""
    seat: str = ""
    needs: list[Attention] = []
    seconds: float | None = None
    # Somebody of the meeting is signed in on it.
    is_held: bool = False
    battery: int | None = None
    clock: float | None = None
    papers: int | None = None
    papers_wanted: int = 0
    tells_storage: bool = False


class RoomNow(msgspec.Struct, frozen=True):
    """What only the server knows of a meeting: how its devices are now."""

    counts: Counts
    connected: list[int]  # sign-ins
    # The tablets of the house that concern the meeting, by number.
    tablets: list[TabletNow] = []
    gates: dict[int, GateHeard] = {}


def keepers_word(key: bytes, meeting_id: int, now: dt.datetime) -> str:
    """Return what proves that the asker has the data folder's key; for an hour."""
    return hash_secret(key, "doctor", f"{meeting_id} {now:%Y-%m-%dT%H}")


def ask_server(config: Config, path: str, word: str = "") -> bytes | None:
    """Return the server's answer on this machine, None if there is no good one."""
    client = HttpClient(config.port, host=config.local_host)
    try:
        headers = {KEEPER: word} if word else {}
        response = client.get(path, headers=headers, timeout=_SECONDS)
    except OSError:
        return None
    return response.body if response.status == _OK else None


@dataclass(frozen=True)
class House:
    """One installation, as it is at one moment."""

    config: Config
    store: Store
    now: dt.datetime
    # What the server says of a meeting; None: it does not answer.
    room: Callable[[int], RoomNow | None]


def open_house(store: Store, now: dt.datetime) -> House:
    """Return the house of `store`, whose server is asked over this machine's wire."""
    asked: dict[int, RoomNow | None] = {}

    def room(meeting_id: int) -> RoomNow | None:
        if meeting_id not in asked:
            word = keepers_word(store.config.server_key(), meeting_id, now)
            path = f"/m/{meeting_id}/readiness/room"
            told = ask_server(store.config, path, word)
            asked[meeting_id] = (
                msgspec.json.decode(told, type=RoomNow) if told else None
            )
        return asked[meeting_id]

    return House(store.config, store, now, room)
