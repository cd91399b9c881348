"""Progress of a long command: a counting line, or a few lines in a log."""

import sys

# Lines in all where standard error is no terminal.
LINES = 10


class Progress:
    """Prints progress to standard error."""

    def __init__(self, what: str) -> None:
        """Count `what`: people, pages."""
        self._what, self._reported = what, 0

    def __call__(self, done: int, total: int) -> None:
        """Print that `done` of `total` are done; nothing for a total of 0."""
        if not total:
            return
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(
                f"\r{done}/{total} {self._what}", end=end, file=sys.stderr, flush=True
            )
            return
        step = LINES * done // total
        if step > self._reported:
            self._reported = step
            print(f"{done}/{total} {self._what}", file=sys.stderr, flush=True)
