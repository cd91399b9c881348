"""Run the inspection child in the sandbox."""

from pathlib import Path

from kiosk.errors import N_, Invalid
from kiosk.ingestion.child_protocol import InspectionResult, read_result
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
        raise Invalid(
            N_("Tệp quá phức tạp hoặc bị hỏng. Xin in lại thành PDF rồi tải lên."),
            code="unreadable",
        )
    return read_result(output)
