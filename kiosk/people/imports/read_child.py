"""Reads one file, in the sandbox: `python -m kiosk.people.imports.read_child`.

Arguments: the file, the choice, the output. Says how many rows it has read, a number
a line; the output is an `FileReadResult`.
"""

import sys
from pathlib import Path

import msgspec

from kiosk.errors import KioskError
from kiosk.ingestion import child_protocol
from kiosk.people.imports.file_reader import read_table
from kiosk.people.imports.read_result import FileReadResult
from kiosk.people.rules import ImportOptions


def report_rows(count: int) -> None:
    """Tell the worker how many rows have been read."""
    sys.stdout.write(f"{count}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Read one file."""
    path, choice, out = (Path(argument) for argument in arguments)
    chosen = msgspec.json.decode(choice.read_bytes(), type=ImportOptions)
    try:
        outcome = FileReadResult(table=read_table(path, chosen, report_rows))
    except KioskError as error:
        outcome = FileReadResult(refusal=child_protocol.refusal_result(error))
    out.write_bytes(msgspec.json.encode(outcome))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
