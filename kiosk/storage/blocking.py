"""Waiting for the disk, done where nobody else waits for it.

Forcing a commit or a file to disk takes a few milliseconds, and a hundred when the
disk is database_unavailable; Python's thread does nothing meanwhile, and with it every green thread.
The server hands such calls to real threads; programs without screens call run_inline.
What is handed over neither logs nor touches a lock: those belong to the loop.
"""

from collections.abc import Callable
from typing import Any

# Called with a function and its values; returns what the function returns.
BlockingRunner = Callable[..., Any]


def run_inline(deed: Callable[..., Any], *values: Any) -> Any:
    """Return `deed(*values)`, waiting for it here."""
    return deed(*values)
