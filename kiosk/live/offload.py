"""Heavy work beside the loop: a green thread waits, the tablets do not.

What runs there must neither log nor touch the database: their locks belong to
the loop. Plain values go in, plain values come out.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from flask import Flask, current_app

from kiosk.live.fair_queue import FairQueue

Values = ParamSpec("Values")
Result = TypeVar("Result")
Runner = Callable[..., Any]


def _directly(deed: Callable[..., Any], *values: Any, **named: Any) -> Any:
    return deed(*values, **named)


def runner_for(async_mode: str) -> Runner:
    """Return what runs a call beside the loop, if there is a loop."""
    if async_mode != "eventlet":
        return _directly
    from eventlet import tpool  # noqa: PLC0415 threading mode never meets it

    runner: Runner = tpool.execute
    return runner


def install(app: Flask, runner: Runner) -> None:
    """Let `app` run heavy work by `runner`."""
    # A password hash takes 64 MiB and a core for a tenth of a second. One at a time:
    # the smallest server has two cores, and the other one is the loop's.
    app.extensions["kiosk.offload"] = (runner, FairQueue())


def run_in_thread(
    kind: str,
    deed: Callable[Values, Result],
    *values: Values.args,
    **named: Values.kwargs,
) -> Result:
    """Return `deed(*values)`, computed where it holds up nobody else.

    The kinds of work take turns.
    """
    runner, queue = current_app.extensions["kiosk.offload"]
    with queue.turn(kind):
        return cast(Result, runner(deed, *values, **named))
