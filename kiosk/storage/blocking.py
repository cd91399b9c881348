"""Run blocking calls without blocking the event loop.

Forcing a commit or a file to disk takes a few milliseconds, and a hundred on a busy
disk; meanwhile all green threads of the OS thread stand still. The server passes such
calls to OS threads; other programs call `run_inline`. The functions must neither log
nor take a lock: locks belong to the event loop.
"""

from collections.abc import Callable
from typing import Any

# Called with a function and its arguments; returns the function's result.
BlockingRunner = Callable[..., Any]


def run_inline(function: Callable[..., Any], *values: Any, **named: Any) -> Any:
    """Return `function(*values, **named)`, computed in the calling thread."""
    return function(*values, **named)
