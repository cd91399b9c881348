"""A served meeting with one paper, uploaded and ingested as a secretary would."""

import json
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.roles import Role
from tests.people import Scene
from tests.servers import RealServer

INGEST_SECONDS = 300


def _ask(url: str, token: str, data: bytes | None, kind: str) -> Any:
    headers = {"Cookie": f"kiosk={token}", "Content-Type": kind, "Accept": kind}
    request = urllib.request.Request(url, data, headers)
    with urllib.request.urlopen(request, timeout=60) as reply:
        body = reply.read()
    return json.loads(body) if body else None


def _ingest(server: RealServer, meeting: int, item: int, token: str, pdf: Path) -> int:
    """Upload the paper, wait for its pages and publish it."""
    papers = f"{server.url}/m/{meeting}/documents"
    octets = "application/octet-stream"
    url = f"{papers}?name=bao-cao.pdf&item={item}"
    document = int(_ask(url, token, pdf.read_bytes(), octets)["id"])
    deadline = time.monotonic() + INGEST_SECONDS
    while True:
        status = _ask(f"{papers}/{document}/status", token, None, "application/json")
        if status["state"] in {"ready", "refused"}:
            break
        if time.monotonic() > deadline:
            raise TimeoutError("the paper was not ingested in time")
        time.sleep(0.3)
    if status["state"] != "ready":
        raise RuntimeError(f"the paper was refused: {status['message']}")
    _ask(f"{papers}/{document}/publish", token, b"{}", "application/json")
    return document


@dataclass(frozen=True)
class Stage:
    """A served meeting with one published paper, and a sign-in for each part."""

    server: RealServer
    meeting: int
    document: int
    tokens: dict[Role, str]


def set_stage(server: RealServer, pdf: Path) -> Stage:
    """Make the meeting, ingest the paper through the server and publish it."""
    scene = Scene(server.store)
    meeting = scene.make_meeting()
    item = scene.make_item(meeting)
    tokens = {
        role: scene.sign_in(scene.make_member(meeting, role))
        for role in (Role.SECRETARY, Role.CHAIR, Role.OFFICIAL_DELEGATE)
    }
    document = _ingest(server, meeting, item, tokens[Role.SECRETARY], pdf)
    return Stage(server, meeting, document, tokens)
