"""Heavy work beside the loop: a green thread waits, the tablets do not.

What runs there must neither log nor touch the database: their locks belong to
the loop. Plain values go in, plain values come out.
"""

import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from flask import Flask, current_app

Values = ParamSpec("Values")
Result = TypeVar("Result")
Runner = Callable[..., Any]

# A password hash takes 64 MiB and a core for a tenth of a second. One at a time:
# the smallest server has two cores, and the other one is the loop's.
MOST_AT_ONCE = 1


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
    app.extensions["kiosk.offload"] = (runner, threading.Semaphore(MOST_AT_ONCE))


def run_in_thread(
    deed: Callable[Values, Result], *values: Values.args, **named: Values.kwargs
) -> Result:
    """Return `deed(*values)`, computed where it holds up nobody else."""
    runner, turnstile = current_app.extensions["kiosk.offload"]
    with turnstile:
        return cast(Result, runner(deed, *values, **named))
