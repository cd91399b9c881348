"""Flask-SocketIO as it comes: `python bench/_default.py PORT`.

Only one default is changed: at most 1,024 connections would end the comparison.
"""

import os
import sys
import warnings

os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import itertools  # noqa: E402
import time  # noqa: E402

from flask import Flask, jsonify, request  # noqa: E402
from flask.typing import ResponseReturnValue  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402

app = Flask("default")
socketio = SocketIO(app, async_mode="eventlet")
numbers = itertools.count(1)


@app.post("/emit")
def emit_event() -> ResponseReturnValue:
    """Send an event to everybody; answer with the time before."""
    event = {
        "n": next(numbers),
        "kind": "page_turned",
        "item_id": 1,
        "document_id": 1,
        "page": request.get_json()["page"],
    }
    at = time.monotonic()
    socketio.emit("fact", event)
    return jsonify(at=at)


if __name__ == "__main__":
    socketio.run(app, host="127.0.0.1", port=int(sys.argv[1]), max_size=100_000)
