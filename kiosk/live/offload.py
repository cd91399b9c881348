"""Run CPU-bound functions in OS threads while the calling green thread waits.

They must neither log nor use the database, whose locks belong to the event loop.
Arguments and results are plain values.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flask import Flask, current_app

from kiosk.live.fair_queue import FairQueue
from kiosk.storage.blocking import BlockingRunner

Values = ParamSpec("Values")
Result = TypeVar("Result")


def install(app: Flask, runner: BlockingRunner) -> None:
    """Let `app` run CPU-bound functions by `runner`."""
    # A password hash takes 64 MiB and a core for a tenth of a second. One at a time:
    # the smallest server has two cores, and the event loop needs one.
    app.extensions["kiosk.offload"] = (runner, FairQueue())


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
