"""Slow bodies and unread bodies, on real sockets."""

import json

import pytest

from kiosk import timings
from kiosk.live.limits import BODY_BYTES_PER_SECOND, KIB, MAX_UNREAD_BYTES
from kiosk.live.transport.timed_body import allowed_seconds
from tests.unit.live.green_threads import run_green

SERVER = """
import json, socket
from eventlet import wsgi
from flask import Flask, request
from kiosk import timings
from kiosk.live.transport.http_protocol import make_protocol
from kiosk.live.transport.loop_monitor import LoopMonitor
from kiosk.live.transport.unauthenticated_connections import UnauthenticatedConnections
from kiosk.live.transport.head_listener import HeadListener
from kiosk.live.transport.timed_body import UnreadBodyMiddleware

timings.REQUEST_BODY = 0.3
app = Flask("test")

@app.post("/read")
def read():
    return {"bytes": len(request.get_data())}

@app.post("/refuse")
def refuse():
    return {"refused": True}, 413

listener = eventlet.listen(("127.0.0.1", 0))
unauthenticated = UnauthenticatedConnections(
    20, lambda environ: environ.get("HTTP_COOKIE") == "known"
)
eventlet.spawn(
    wsgi.server, HeadListener(listener, unauthenticated), UnreadBodyMiddleware(app),
    protocol=make_protocol(LoopMonitor(), unauthenticated),
    keepalive=timings.KEEPALIVE, debug=False, log_output=False,
)

def open_one():
    wire = socket.create_connection(listener.getsockname())
    wire.settimeout(10)
    return wire

def head(path, length, cookie=""):
    return (f"POST {path} HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: {length}\\r\\n"
            f"Content-Type: text/plain\\r\\nCookie: {cookie}\\r\\n\\r\\n").encode()

def drip(wire, data):
    for byte in data:
        try:
            wire.sendall(bytes([byte]))
        except OSError:
            return
        eventlet.sleep(0.02)

def rest(wire):
    said = b""
    try:
        while data := wire.recv(65536):
            said += data
    except OSError:
        pass
    return said.decode()
"""


def said(script: str) -> dict:
    return json.loads(run_green(SERVER + script)[-1])


def test_a_thin_uplink_has_the_time_it_needs():
    # 20 MB at 128 kbit/s take 21 minutes.
    assert allowed_seconds(20 * KIB * KIB) > 20 * KIB * KIB / (16 * KIB)
    assert allowed_seconds(0) == timings.REQUEST_BODY
    least = 600 * BODY_BYTES_PER_SECOND
    assert allowed_seconds(least) == pytest.approx(21 * timings.REQUEST_BODY)


@pytest.mark.process
def test_a_body_that_drips_is_ended_with_408_and_one_in_parts_is_not():
    answers = said("""
slow, parted = open_one(), open_one()
slow.sendall(head("/read", 1000))
eventlet.spawn(drip, slow, b"a" * 1000)
parted.sendall(head("/read", 40_000))
for _ in range(4):
    eventlet.sleep(0.02)
    parted.sendall(b"b" * 10_000)
print(json.dumps({"parted": parted.recv(4096).decode(), "slow": rest(slow)}))
""")
    assert answers["slow"].startswith("HTTP/1.1 408 ")
    assert "Connection: close" in answers["slow"]
    assert '{"bytes":40000}' in answers["parted"]


@pytest.mark.process
def test_a_long_body_that_is_refused_is_not_read_on():
    answers = said(f"""
short, long, silent = open_one(), open_one(), open_one()
for wire, length in (short, {MAX_UNREAD_BYTES}), (long, 500_000):
    wire.sendall(head("/refuse", length) + b"a" * length)
silent.sendall(head("/refuse", 500_000))
first = short.recv(4096).decode()
short.sendall(head("/read", 2) + b"bb")
print(json.dumps({{"first": first, "second": short.recv(4096).decode(),
                   "long": rest(long), "silent": rest(silent)}}))
""")
    assert answers["first"].startswith("HTTP/1.1 413 ")
    assert '{"bytes":2}' in answers["second"]
    for name in ("long", "silent"):
        assert answers[name].startswith("HTTP/1.1 413 ")
        assert "Connection: close" in answers[name]


@pytest.mark.process
def test_a_long_body_is_read_on_only_for_who_sent_it_not_for_the_connection():
    # nginx sends the requests of strangers through connections that devices have used.
    answers = said("""
shared = open_one()
for cookie in ("known", "known", ""):
    shared.sendall(head("/refuse", 500_000, cookie) + b"a" * 500_000)
    eventlet.sleep(0.05)
print(json.dumps({"all": rest(shared)}))
""")
    *known, stranger = answers["all"].split("HTTP/1.1 413 ")[1:]
    assert len(known) == 2
    assert not any("Connection: close" in one for one in known)
    assert "Connection: close" in stranger


@pytest.mark.process
def test_slow_bodies_and_heads_of_one_address_make_room_for_new_ones():
    answers = said("""
slow = [open_one() for _ in range(30)]
for number, wire in enumerate(slow):
    wire.sendall(head("/read", 10) if number % 2 else b"POST /read HT")
    eventlet.sleep(0.001)
waiting = unauthenticated.count("127.0.0.1")
honest = open_one()
honest.sendall(head("/read", 2) + b"bb")
print(json.dumps({"waiting": waiting, "first": rest(slow[0]), "second": rest(slow[1]),
                  "honest": honest.recv(4096).decode()}))
""")
    assert answers["waiting"] == 20
    assert answers["first"] == ""
    assert "bytes" not in answers["second"]
    assert '{"bytes":2}' in answers["honest"]
