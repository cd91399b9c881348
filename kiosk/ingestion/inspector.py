"""Run the inspection child in the sandbox."""

from pathlib import Path

from kiosk.ingestion.child_protocol import InspectionResult, read_result, unreadable
from kiosk.processes.sandbox import Sandbox, SandboxCommand, python_command

INSPECT_SECONDS = 40


def inspect(
    sandbox: Sandbox, path: Path, folder: Path, max_pages: int, seconds: float
) -> InspectionResult:
    """Return the inspection result; a sanitized PDF is left in `folder` as clean.pdf.

    :raises KioskError: the file is refused, or `seconds` were exceeded.
    """
    output = sandbox.run(
        python_command(
            "kiosk.ingestion.inspect_child",
            [str(path), str(folder), str(max_pages)],
            SandboxCommand([], readable=(path,), writable=(folder,)),
        ),
        seconds=seconds,
    )
    if output is None:
        raise unreadable()
    return read_result(output)
