"""Entry point of the child processes: `python -m MODULE PLAN OUT [READABLE ...]`.

A child writes `made.<suffix>` into the folder OUT and prints `done total` after each
part.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from kiosk.xml_text import valid_xml_json

Content = TypeVar("Content", bound=msgspec.Struct)


def run_child(
    content_type: type[Content],
    make: Callable[..., Iterator[tuple[int, int]]],
) -> None:
    """Call `make` with the content, the output folder and the readable paths."""
    plan, out, *readable = map(Path, sys.argv[1:])
    # Texts of imported files, or stored before bodies were cleaned, hold anything.
    content = msgspec.json.decode(valid_xml_json(plan.read_bytes()), type=content_type)
    for done, total in make(content, out, *readable):
        sys.stdout.write(f"{done} {total}\n")
        sys.stdout.flush()
