"""Run CPU-bound functions in OS threads while the calling green thread waits.

They must neither log nor use the database, whose locks belong to the event loop.
Arguments and results are plain values.
"""

import socket
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flask import Flask, current_app

from kiosk.live.fair_queue import FairQueue
from kiosk.storage.blocking import BlockingRunner

# Threads that wait for the name server at once; commits need some too.
_MOST_RESOLVING = 4
_RESOLVING_WAIT_SECONDS = 5.0

Values = ParamSpec("Values")
Result = TypeVar("Result")


def install(app: Flask, runner: BlockingRunner) -> None:
    """Let `app` run CPU-bound functions by `runner`."""
    # A password hash takes 64 MiB and a core for a tenth of a second. One at a time:
    # the smallest server has two cores, and the event loop needs one.
    app.extensions["kiosk.offload"] = (runner, FairQueue())
    app.extensions["kiosk.resolving"] = threading.BoundedSemaphore(_MOST_RESOLVING)


def run_in_thread(
    kind: str,
    function: Callable[Values, Result],
    *values: Values.args,
    **named: Values.kwargs,
) -> Result:
    """Return `function(*values, **named)`, computed outside the event loop.

    `kind`: calls wait in one queue per kind, served in rotation.
    """
    runner, queue = current_app.extensions["kiosk.offload"]
    with queue.turn(kind):
        return cast(Result, runner(function, *values, **named))


def resolve_name(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host, asked for outside the event loop.

    The C library waits for the name server, for half a minute if it does not answer.

    :raises OSError: the name is unknown, or too many are asked for.
    """
    runner, _ = current_app.extensions["kiosk.offload"]
    places: threading.BoundedSemaphore = current_app.extensions["kiosk.resolving"]
    if not places.acquire(timeout=_RESOLVING_WAIT_SECONDS):
        raise OSError("too many names are being resolved")
    try:
        found = runner(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    finally:
        places.release()
    return list(dict.fromkeys(str(one[4][0]) for one in found))
