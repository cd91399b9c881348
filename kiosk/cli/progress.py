"""How far a long command is: one line that counts up, or a few lines in a log."""

import sys

# Where nobody looks on, so many lines in all: a log of a command is read afterwards.
LINES = 10


class Progress:
    """Says how far a command is, to whoever started it."""

    def __init__(self, what: str) -> None:
        """Count `what`: people, pages."""
        self._what, self._told = what, 0

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` are done; 0 of 0: that it goes on."""
        if not total:
            return
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(
                f"\r{done}/{total} {self._what}", end=end, file=sys.stderr, flush=True
            )
            return
        step = LINES * done // total
        if step > self._told:
            self._told = step
            print(f"{done}/{total} {self._what}", file=sys.stderr, flush=True)
