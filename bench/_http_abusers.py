"""Abuse by HTTP: forms, slow heads, one badge that signs in repeatedly."""

import contextlib
import socket
import threading
import time

from bench._target import Target
from kiosk.client.messages import json_request, raw_request, read_head

LANES = 8
TIMEOUT_SECONDS = 5.0
DRIPS = 1000
DRIP_SECONDS = 1.0
SIGN_INS_A_SECOND = 79
FORM_BYTES = 500_000


def _ask(target: Target, request: bytes) -> None:
    """Send a request on a connection of its own and count the status of the answer."""
    status = "none"
    with contextlib.suppress(OSError), socket.socket() as wire:
        wire.settimeout(TIMEOUT_SECONDS)
        wire.connect(("127.0.0.1", target.port))
        # Rejected after the head, the rest is not read; the answer has arrived.
        with contextlib.suppress(OSError):
            wire.sendall(request)
        status = str(read_head(wire.recv(4096)).status)
    target.done[f"status {status}"] += 1


def _repeat(target: Target, request: bytes, pause: float) -> None:
    """Send a request from several threads, each again after `pause` seconds."""
    is_over = threading.Event()

    def run() -> None:
        while not is_over.wait(pause):
            _ask(target, request)

    lanes = [threading.Thread(target=run) for _ in range(LANES)]
    for lane in lanes:
        lane.start()
    while not target.is_over():
        time.sleep(0.05)
    is_over.set()
    for lane in lanes:
        lane.join()


def forms(target: Target) -> None:
    """Post large forms without being signed in."""
    body = (b"a=b&" * (FORM_BYTES // 4))[:FORM_BYTES]
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    request = raw_request("POST", "127.0.0.1", "/language", headers, body)
    _repeat(target, request, 0.01)


def sign_ins(target: Target) -> None:
    """Sign one badge in again and again."""
    host = f"127.0.0.1:{target.port}"
    request = json_request("POST", host, "/sign-in/badge", {"secret": target.secret})
    _repeat(target, request, LANES / SIGN_INS_A_SECOND)


def drips(target: Target) -> None:
    """Hold connections open with heads sent byte by byte."""
    head = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"a" * 100_000
    wires: dict[socket.socket, int] = {}
    while not target.is_over():
        while len(wires) < DRIPS:
            wire = socket.socket()
            wire.setblocking(False)  # noqa: FBT003 the library's own form
            wire.connect_ex(("127.0.0.1", target.port))
            wires[wire] = 0
            target.done["connections"] += 1
        for wire, sent in list(wires.items()):
            try:
                wires[wire] = sent + wire.send(head[sent : sent + 1])
            except BlockingIOError:
                continue
            except OSError:
                wire.close()
                del wires[wire]
                target.done["cut"] += 1
        time.sleep(DRIP_SECONDS)
    for wire in wires:
        wire.close()
