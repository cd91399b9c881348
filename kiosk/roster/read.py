"""Reads one file, in the sandbox: `python -m kiosk.roster.read`.

Arguments: the file, the choice, the output. Says how many rows it has read, a number
a line; the output is an `Outcome`.
"""

import sys
from pathlib import Path

import msgspec

from kiosk.documents import child
from kiosk.errors import KioskError
from kiosk.roster.outcome import Outcome
from kiosk.roster.rules import Choice
from kiosk.roster.tables import read_table


def say_rows(count: int) -> None:
    """Tell the worker how many rows have been read."""
    sys.stdout.write(f"{count}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Read one file."""
    path, choice, out = (Path(argument) for argument in arguments)
    chosen = msgspec.json.decode(choice.read_bytes(), type=Choice)
    try:
        outcome = Outcome(table=read_table(path, chosen, say_rows))
    except KioskError as error:
        outcome = Outcome(refusal=child.refusal(error))
    out.write_bytes(msgspec.json.encode(outcome))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
