"""Read one file, in the sandbox: `python -m kiosk.people.imports.read_child`.

Arguments: the file, the options, the output. Prints the number of rows read, one number
per line; the output is a `FileReadResult` as JSON.
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
    """Print how many rows have been read."""
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
