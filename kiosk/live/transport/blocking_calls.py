"""Run blocking functions in OS threads while the calling green thread waits."""

import eventlet.tpool

from kiosk.storage.blocking import BlockingRunner, run_inline


def runner_for(async_mode: str) -> BlockingRunner:
    """Return the function that runs a call outside the event loop, if there is one."""
    return eventlet.tpool.execute if async_mode == "eventlet" else run_inline
