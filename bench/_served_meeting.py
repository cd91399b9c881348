"""A served meeting with one document, uploaded and ingested as a secretary would."""

import time
from dataclasses import dataclass
from pathlib import Path

from kiosk.client.http_client import HttpClient
from kiosk.roles import Role
from tests.scene import Scene
from tests.servers import RealServer

INGEST_SECONDS = 300


def _ingest(server: RealServer, meeting: int, item: int, token: str, pdf: Path) -> int:
    """Upload the paper, wait for its pages and publish it."""
    client, papers = HttpClient(server.port, token), f"/m/{meeting}/documents"
    path = f"{papers}?name=bao-cao.pdf&item={item}"
    uploaded = client.post(path, pdf.read_bytes(), timeout=60)
    document = int(uploaded.checked().json()["id"])
    deadline = time.monotonic() + INGEST_SECONDS
    while True:
        status = client.get(f"{papers}/{document}/status", timeout=60).checked().json()
        if status["state"] in {"ready", "refused"}:
            break
        if time.monotonic() > deadline:
            raise TimeoutError("the paper was not ingested in time")
        time.sleep(0.3)
    if status["state"] != "ready":
        raise RuntimeError(f"the paper was refused: {status['message']}")
    client.post(f"{papers}/{document}/publish", {}, timeout=60).checked()
    return document


@dataclass(frozen=True)
class ServedMeeting:
    """A served meeting with one published paper, and a sign-in for each part."""

    server: RealServer
    meeting: int
    document: int
    tokens: dict[Role, str]


def serve_meeting(server: RealServer, pdf: Path) -> ServedMeeting:
    """Make the meeting, ingest the paper through the server and publish it."""
    scene = Scene(server.store)
    meeting = scene.make_meeting()
    item = scene.make_item(meeting)
    tokens = {
        role: scene.sign_in(scene.make_member(meeting, role))
        for role in (Role.SECRETARY, Role.CHAIR, Role.OFFICIAL_DELEGATE)
    }
    document = _ingest(server, meeting, item, tokens[Role.SECRETARY], pdf)
    return ServedMeeting(server, meeting, document, tokens)
